import { pmsFamilyOf, PmsFamily, tellsFreeSlots } from './pms-family';

it.each([
  ['Open Dental', PmsFamily.openDental],
  ['Dentrix G6', PmsFamily.dentrix],
  ['DENTRIX ENTERPRISE', PmsFamily.dentrix],
  ['EagleSoft', PmsFamily.eaglesoft],
  ['Dolphin Management', PmsFamily.dolphin],
  ['Planet DDS', PmsFamily.planetDds],
  ['Sample Software', PmsFamily.other],
  ['', PmsFamily.other],
])('takes %j for %s', (name, family) => {
  expect(pmsFamilyOf({ name, version: '' })).toBe(family);
});

it.each([
  ['OrthoTrac', 'V13', true],
  ['Dolphin Management', 'V9', true],
  ['Planet DDS', 'WebV3.0', true],
  ['Planet DDS WebV3.0', '', true],
  ['Planet DDS', 'WebV2.0', false],
  ['Planet DDS', '', false],
  ['Open Dental', 'WebV3.0', false],
  ['Dentrix', 'G6', false],
])('free slots of %s %s can be read: %s', (name, version, expected) => {
  expect(tellsFreeSlots({ name, version })).toBe(expected);
});
