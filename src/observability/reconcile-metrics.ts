import { Counter, type Registry } from 'prom-client';
import type { BookingReason } from '../domain/booking/operation';

export interface ReconcileMetrics {
  countMismatch(reason: BookingReason): void;
}

/** What the nightly comparison finds, by reason. A mismatch counts every night until it is settled. */
export function createReconcileMetrics(registry: Registry): ReconcileMetrics {
  const mismatches = new Counter({
    name: 'parlae_reconcile_mismatches_total',
    help: "Bookings that differ from what the practice's software holds, by reason. Alarm on landed-twice.",
    labelNames: ['reason'],
    registers: [registry],
  });
  return {
    countMismatch(reason) {
      mismatches.inc({ reason });
    },
  };
}
