import { chmodSync, mkdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { testFolders } from '../../../test/support/test-folders';
import { LaunchError } from './launch-error';
import { repairLinks } from './postgres-binaries';
import { rootsPassableFolder, standInFor } from './shared-folder';
import { findUser } from './system-user';

const temporary = testFolders();

describe('repairLinks', () => {
  it('makes the links that a skipped install script left out, and keeps those that are there', () => {
    const folder = temporary();
    mkdirSync(path.join(folder, 'native/lib'), { recursive: true });
    writeFileSync(path.join(folder, 'native/lib/libx.so.1.2'), 'library');
    symlinkSync('elsewhere', path.join(folder, 'native/lib/liby.so'));
    const links = [
      { source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so' },
      { source: 'native/lib/libx.so.1.2', target: 'native/lib/liby.so' },
    ];
    writeFileSync(path.join(folder, 'native/pg-symlinks.json'), JSON.stringify(links));
    repairLinks(folder);
    repairLinks(folder);
    expect(readFileSync(path.join(folder, 'native/lib/libx.so'), 'utf8')).toBe('library');
    expect(readlinkSync(path.join(folder, 'native/lib/liby.so'))).toBe('elsewhere');
  });
});

describe('findUser', () => {
  const passwd = 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65533::/:/bin/false\nodd:x:0:5::/:\n';

  it('takes the first name that the system knows', () => {
    expect(findUser(passwd, ['postgres', 'nobody'])).toEqual({ uid: 65_534, gid: 65_533 });
  });

  it('never takes root, under any name', () => {
    expect(findUser(passwd, ['odd', 'root'])).toBeNull();
  });
});

describe('the folder for what root must share', () => {
  it('is refused when others may write to it', () => {
    const folder = temporary();
    chmodSync(folder, 0o777);
    expect(() => rootsPassableFolder(folder)).toThrow(LaunchError);
  });

  it('can be passed through but not listed', () => {
    const folder = path.join(temporary(), 'shared');
    expect(rootsPassableFolder(folder)).toBe(folder);
  });

  it('has one place for each place that it stands in for', () => {
    expect(standInFor('/a/postgres', '/s')).toBe(standInFor('/a/x/../postgres', '/s'));
    expect(standInFor('/a/postgres', '/s')).not.toBe(standInFor('/b/postgres', '/s'));
  });
});
