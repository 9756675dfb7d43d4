export { bookAppointment } from './book-appointment';
export { keepRequestKey } from './keep-request-key';
export { refreshCapabilities, refreshFreshness } from './refresh-capabilities';
export { reviewAudit } from './review-audit';
export { sealAudit } from './seal-audit';
export { superviseLinks } from './supervise-links';
