/** How much of a load is measured. */
export interface LoadPlan {
  readonly rounds: number;
  readonly practices: number;
  /** Bookings of one round at capacity, and how many callers wait at a time. */
  readonly bookings: number;
  readonly callers: number;
  /** Bookings that are made first and not counted. */
  readonly warmUp: number;
  /** Of a round with a flood, and of one without. */
  readonly seconds: number;
}

/** What the others ask for, beside a practice that floods: a share of the capacity of the machine. */
export const OTHERS_SHARE = 0.1;
/** What the practice that floods asks for. */
export const FLOOD_SHARE = 0.5;

export const LOAD_PLAN: LoadPlan = {
  ...{ rounds: 3, practices: 50, bookings: 300, callers: 16, warmUp: 300 },
  seconds: 60,
};
export const QUICK_LOAD_PLAN: LoadPlan = { ...LOAD_PLAN, rounds: 1, bookings: 100, warmUp: 100, seconds: 20 };
