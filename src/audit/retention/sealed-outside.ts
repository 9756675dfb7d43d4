import { err, ok } from '../../domain/result';
import type { PublicKeys } from '../checkpoints/public-keys';
import type { CheckpointStore } from '../checkpoints/store';
import { verifyCheckpoint } from '../checkpoints/verify-checkpoint';
import type { VerifySealedOutside } from './judge-month';

/** Believes what lies in the store if it is signed with one of the keys and is the checkpoint that it is called. */
export const createVerifySealedOutside =
  (store: Pick<CheckpointStore, 'read'>, publicKeys: PublicKeys): VerifySealedOutside =>
  async (checkpointNumber) => {
    const document = await store.read(checkpointNumber);
    if (document === null) return err('missing');
    const verified = verifyCheckpoint(document, publicKeys);
    if (!verified.ok) return verified;
    const { statement, leaves } = verified.value;
    return statement.number === checkpointNumber ? ok(leaves) : err('another-number');
  };
