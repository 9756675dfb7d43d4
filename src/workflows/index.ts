export { bookAppointment } from './book-appointment';
