/** How far a booking is on its way into the practice's book. Only `confirmed` is ever called booked. */
export const BookingState = {
  /** Ours alone: the slot is kept from others while the request is made. */
  held: 'held',
  /** Accepted by Sikka: its write-back id is stored. */
  sent: 'sent',
  /** The write-back completed without error, or the visit was found in the practice's book. */
  confirmed: 'confirmed',
  /** Refused, at once or later. */
  failed: 'failed',
  /** Given up or cancelled: the slot is free again. */
  released: 'released',
} as const;
export type BookingState = (typeof BookingState)[keyof typeof BookingState];

/**
 * held → confirmed is a write whose answer was lost and whose visit was then found by look-up. confirmed → released is
 * a visit cancelled later. failed and released are the end: a new attempt is a new booking.
 */
const NEXT: Readonly<Record<BookingState, readonly BookingState[]>> = {
  held: ['sent', 'confirmed', 'failed', 'released'],
  sent: ['confirmed', 'failed', 'released'],
  confirmed: ['released'],
  failed: [],
  released: [],
};

/** Whether a booking may go from one state to another; staying where it is is not a move. */
export const canMove = (from: BookingState, to: BookingState): boolean => NEXT[from].includes(to);

/** Whether a booking in this state keeps its slot from others and answers for a repeated request. */
export const isLive = (state: BookingState): boolean => NEXT[state].length > 0;
