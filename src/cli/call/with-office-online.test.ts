import { withOfficeOnline } from './with-office-online';

function openOffice(isOnlineAtFirst: boolean) {
  const office = {
    isOn: isOnlineAtFirst,
    isOnline: () => Promise.resolve(office.isOn),
    setOnline: (isOn: boolean) => {
      office.isOn = isOn;
      return Promise.resolve();
    },
  };
  return office;
}

describe("the practice's computer", () => {
  it('is on again after a call that was broken off while it was off', async () => {
    const office = openOffice(true);
    const work = async () => {
      await office.setOnline(false);
      throw new Error('Ctrl-C');
    };
    await expect(withOfficeOnline(office, () => undefined, work)).rejects.toThrow('Ctrl-C');
    expect(office.isOn).toBe(true);
  });

  it('is switched on before a call, and the person at the terminal is told', async () => {
    const office = openOffice(false);
    const told: string[] = [];
    const wasOn = await withOfficeOnline(
      office,
      (text) => told.push(text),
      () => office.isOnline(),
    );
    expect(wasOn).toBe(true);
    expect(told).toHaveLength(1);
  });

  it('is left alone, without a word, when it is on', async () => {
    const told: string[] = [];
    const work = () => Promise.resolve(7);
    await expect(withOfficeOnline(openOffice(true), (text) => told.push(text), work)).resolves.toBe(7);
    expect(told).toEqual([]);
  });
});
