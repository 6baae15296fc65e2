// Business time in npm's packages: China's days off, 09-12 and 13-18. dayjs-business-time knows no
// make-up days, chinese-days no hours.
const { china, row, whereThere } = require('./measure.cjs');

const starts = [];
let seed = 42;
for (let i = 0; i < 1000; ++i) {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  starts.push(new Date(Date.UTC(2019, 0, 1) + (seed / 2147483648) * 7 * 365 * 86400e3));
}

whereThere(() => {
  const dayjs = require('dayjs');
  const { version } = require('dayjs-business-time/package.json');
  dayjs.extend(require('dayjs-business-time'));
  dayjs.setHolidays(china('off'));
  const hours = [
    { start: '09:00:00', end: '12:00:00' },
    { start: '13:00:00', end: '18:00:00' },
  ];
  dayjs.setBusinessTime({
    sunday: null, monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours,
    saturday: null,
  });
  const some = starts.slice(0, 100).map((start) => dayjs(start));
  const later = some.map((start) => start.add(90, 'day'));
  const each = (work) => () => some.forEach(work);
  row('dayjs_add_20_open_hours', each((t) => t.addBusinessHours(20)), some.length, version);
  row('dayjs_add_20_days', each((t) => t.addBusinessDays(20)), some.length, version);
  const minutes = each((start, i) => later[i].businessMinutesDiff(start));
  row('dayjs_minutes_of_90_days', minutes, some.length, version);
});

whereThere(() => {
  const { findWorkday, getWorkdaysInRange } = require('chinese-days');
  const { version } = require('chinese-days/package.json');
  const days = starts.map((start) => start.toISOString().slice(0, 10));
  const later = starts.map((t) => new Date(t.getTime() + 90 * 86400e3).toISOString().slice(0, 10));
  const each = (work) => () => days.forEach(work);
  row('chinese_days_add_20_days', each((day) => findWorkday(20, day)), days.length, version);
  const list = each((day, i) => getWorkdaysInRange(day, later[i]));
  row('chinese_days_of_90_days', list, days.length, version);
});
