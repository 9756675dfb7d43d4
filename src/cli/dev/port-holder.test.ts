import { listeningInodes } from './port-holder';

const TABLE = [
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
  '   0: 0100007F:0FA0 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1',
  '   1: 0100007F:0FA0 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 4712 1',
  '   2: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1',
].join('\n');

describe('listeningInodes', () => {
  it('finds the socket that listens, not its connections nor other ports', () => {
    expect(listeningInodes(TABLE, 4000)).toEqual(['4711']);
    expect(listeningInodes(TABLE, 8080)).toEqual(['4713']);
    expect(listeningInodes(TABLE, 4001)).toEqual([]);
  });
});
