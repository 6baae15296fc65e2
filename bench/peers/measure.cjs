// For the peers in JavaScript: measures a function and prints its row, one JSON line.
const fs = require('fs');
const path = require('path');

// The best of five runs of `work`, which does `items` things, after one that warms up.
exports.row = (name, work, items, version) => {
  work();
  let best = Infinity;
  for (let i = 0; i < 5; ++i) {
    const start = process.cpuUsage();
    work();
    const used = process.cpuUsage(start);
    best = Math.min(best, used.user + used.system);
  }
  console.log(JSON.stringify({ name, value: (best / items) * 1e3, unit: 'ns', version }));
};

// The version of an installed package, whether or not it exports its package.json.
exports.versionOf = (name) => {
  const file = path.join(process.env.NODE_PATH, name, 'package.json');
  return JSON.parse(fs.readFileSync(file, 'utf8')).version;
};

// A peer that is not installed prints no row.
exports.whereThere = async (peer) => {
  try {
    await peer();
  } catch (missing) {
    if (missing.code !== 'MODULE_NOT_FOUND') throw missing;
    console.error(missing.message.split('\n')[0]);
  }
};

// The dates of China's table: `off`, or worked weekend days with `work`.
exports.china = (kind) => {
  const file = path.join(__dirname, '../../src/calendar/data/cn.json');
  const { years } = JSON.parse(fs.readFileSync(file, 'utf8'));
  const days = [];
  for (const year of Object.values(years))
    for (const group of [...(year.days ?? []), year])
      for (const text of group[kind] ?? []) {
        const [first, last] = text.split('..').map(Date.parse);
        for (let day = first; day <= (last ?? first); day += 86400e3)
          days.push(new Date(day).toISOString().slice(0, 10));
      }
  return days.sort();
};
