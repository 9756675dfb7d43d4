import { checkStaff, staffVariables, toStaffConfig } from './staff';

const { OPERATOR_ALERT_NUMBER: schema } = staffVariables;
const NUMBER = '+16025550142';

describe('the operator’s number', () => {
  it('is one in E.164, or none', () => {
    expect(toStaffConfig({ OPERATOR_ALERT_NUMBER: schema.parse(NUMBER) })).toEqual({ operatorAlertNumber: NUMBER });
    expect(toStaffConfig({ OPERATOR_ALERT_NUMBER: schema.parse(undefined) })).toEqual({ operatorAlertNumber: null });
    for (const wrong of ['6025550142', '+1 602 555 0142', '+1602', 'on call']) {
      expect(schema.safeParse(wrong).success).toBe(false);
    }
  });

  it('is refused where nothing could text it', () => {
    expect(checkStaff({ OPERATOR_ALERT_NUMBER: NUMBER })).toHaveLength(1);
    expect(checkStaff({ OPERATOR_ALERT_NUMBER: NUMBER, TWILIO_ACCOUNT_SID: 'ACsimulator' })).toEqual([]);
    expect(checkStaff({})).toEqual([]);
  });
});
