import type { Database } from '../../../persistence/database';
import { findPracticeByLine } from '../../../persistence/practices';
import type { VapiCall } from '../envelope/call';

/** A call whose assistant is stuck, by its opaque ids. */
export interface HungCall {
  readonly vapiCallId: string | null;
  /** Null: no line of ours, or it could not be looked up. */
  readonly integrationId: string | null;
}

export interface NoteHangDeps {
  readonly database: Database;
  readonly onHang: (call: HungCall) => void;
  readonly onError: (error: unknown, tool: null) => void;
}

/** Tells whoever watches that an assistant is stuck, perhaps on an answer of ours. Never throws. */
export async function noteHang({ database, onHang, onError }: NoteHangDeps, call: VapiCall): Promise<void> {
  const practice = await database
    .run((manager) => findPracticeByLine(manager, call))
    .catch((error: unknown) => {
      onError(error, null);
      return null;
    });
  onHang({ vapiCallId: call.id, integrationId: practice?.integrationId ?? null });
}
