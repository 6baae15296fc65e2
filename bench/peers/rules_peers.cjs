// Rule engines of npm over the forty-row table of ../shared/data/rules_bench: the first row that
// matches, facts already JavaScript objects. Every answer is compared with the expected one first.
const fs = require('fs');
const path = require('path');
const { row, versionOf, whereThere } = require('./measure.cjs');

const folder = path.join(__dirname, '../../../shared/data/rules_bench');
if (!fs.existsSync(folder)) {
  console.error('no ../shared/data/rules_bench');
  process.exit(0);
}
const read = (name) => fs.readFileSync(path.join(folder, name), 'utf8');
const lines = (name) => read(name).trim().split('\n').slice(1).map((line) => line.split(','));
const { rules } = JSON.parse(read('table.json'));
const names = {
  c: 'category', d: 'delay_hours', v: 'parcel_value_fen', g: 'damage_degree', i: 'insured',
  t: 'customer_tier', r: 'resend_count', o: 'overseas',
};
const inputs = lines('inputs.csv').map((f) => ({
  category: f[0], delay_hours: +f[1], parcel_value_fen: +f[2], damage_degree: +f[3],
  insured: f[4] === '1', customer_tier: f[5], resend_count: +f[6], overseas: f[7] === '1',
}));
const expected = lines('expected.csv').map((f) => [f[0], +f[1], +f[2]]);

// The tests of a rule as [fact, list of words | truth | [low, high)].
const tests = (rule) => Object.entries(rule.when).map(([key, test]) => [names[key], test]);
const isWords = (test) => Array.isArray(test) && typeof test[0] === 'string';

const percent = { pct: 1, pct_cap: 1, pct_min: 1 };
const amountOf = ({ kind, fen, pct, cap, min, rate }, facts) => {
  if (kind === 'zero') return 0;
  if (kind === 'fixed') return fen;
  const value = facts.parcel_value_fen * (percent[kind] ? 1 : facts.damage_degree);
  const part = kind === 'delay_rate' ? facts.delay_hours * rate : Math.floor((value * pct) / 100);
  return Math.max(Math.min(part, cap ?? Infinity), min ?? 0);
};
const formulaOf = ({ kind, fen, pct, cap, min, rate }) => {
  if (kind === 'zero') return '0';
  if (kind === 'fixed') return String(fen);
  const value = percent[kind] ? 'parcel_value_fen' : 'parcel_value_fen * damage_degree';
  const part = kind === 'delay_rate' ? `delay_hours * ${rate}` : `floor(${value} * ${pct} / 100)`;
  if (cap !== undefined) return `min([${part}, ${cap}])`;
  return min !== undefined ? `max([${part}, ${min}])` : part;
};

const check = (peer, answer, i) => {
  if (String(answer) !== String(expected[i]))
    throw new Error(`${peer} answers ${answer} to input ${i + 1}, expected ${expected[i]}`);
};

const jsonLogic = () => {
  const { LogicEngine } = require('json-logic-engine');
  const version = versionOf('json-logic-engine');
  const fact = (name) => ({ var: name });
  const holds = ([name, test]) => {
    if (typeof test === 'boolean') return { '===': [fact(name), test] };
    if (isWords(test)) return { in: [fact(name), test] };
    const [low, high] = test;
    const above = { '>=': [fact(name), low] };
    const below = { '<': [fact(name), high] };
    return high === null ? above : low === null ? below : { and: [above, below] };
  };
  const amount = ({ kind, fen, pct, cap, min, rate }) => {
    if (kind === 'zero') return 0;
    if (kind === 'fixed') return fen;
    const value = [fact('parcel_value_fen'), ...(percent[kind] ? [] : [fact('damage_degree')])];
    const part =
      kind === 'delay_rate'
        ? { '*': [fact('delay_hours'), rate] }
        : { floor: [{ '/': [{ '*': [...value, pct] }, 100] }] };
    if (cap !== undefined) return { min: [part, cap] };
    return min !== undefined ? { max: [part, min] } : part;
  };
  const branches = rules.flatMap(({ when, then }) => [
    { and: tests({ when }).map(holds) },
    [then.remedy, amount(then.amount), then.coupon_fen],
  ]);
  branches.splice(-2, 1); // the last rule has no tests
  const engine = new LogicEngine();
  engine.addMethod('floor', ([n]) => Math.floor(n), { sync: true });
  const decide = engine.build({ if: branches });
  inputs.forEach((facts, i) => check('json-logic-engine', decide(facts), i));
  row('json_logic_engine_compiled', () => inputs.forEach((f) => decide(f)), inputs.length, version);
};

const zen = async () => {
  const { ZenEngine } = require('@gorules/zen-engine');
  const version = versionOf('@gorules/zen-engine');
  const cell = (test) => {
    if (test === undefined) return '';
    if (typeof test === 'boolean') return String(test);
    if (isWords(test)) return test.map((word) => JSON.stringify(word)).join(', ');
    const [low, high] = test;
    return high === null ? `>= ${low}` : low === null ? `< ${high}` : `[${low}..${high})`;
  };
  const outputs = ['remedy', 'amount', 'coupon'];
  const table = {
    hitPolicy: 'first',
    inputs: Object.entries(names).map(([id, field]) => ({ id, name: field, field })),
    outputs: outputs.map((field) => ({ id: field, name: field, field })),
    rules: rules.map(({ id, when, then }) => ({
      _id: id,
      ...Object.fromEntries(Object.keys(names).map((key) => [key, cell(when[key])])),
      remedy: JSON.stringify(then.remedy),
      amount: formulaOf(then.amount),
      coupon: String(then.coupon_fen),
    })),
  };
  const node = (id, type, content) => ({ id, type, name: id, position: { x: 0, y: 0 }, content });
  const content = {
    nodes: [
      node('in', 'inputNode'), node('table', 'decisionTableNode', table), node('out', 'outputNode'),
    ],
    edges: [
      { id: 'a', sourceId: 'in', targetId: 'table', type: 'edge' },
      { id: 'b', sourceId: 'table', targetId: 'out', type: 'edge' },
    ],
  };
  const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify(content)));
  const times = [];
  const some = inputs.slice(0, 5000);
  for (let run = 0; run < 2; ++run)
    for (let i = 0; i < some.length; ++i) {
      const { result, performance } = await decision.evaluate(some[i]);
      if (run === 0) check('zen-engine', [result.remedy, result.amount, result.coupon], i);
      const [, number, unit] = /^([\d.]+)\s*(ns|[µμ]s|ms)$/.exec(performance);
      times.push(number * { n: 1, m: 1e6 }[unit[0]] || number * 1e3);
    }
  times.sort((a, b) => a - b);
  const value = times[times.length >> 1]; // the median of what it says itself
  console.log(JSON.stringify({ name: 'zen_engine_own_time', value, unit: 'ns', version }));
};

const jsonRules = async () => {
  const { Engine } = require('json-rules-engine');
  const version = versionOf('json-rules-engine');
  const conditions = ([fact, test]) => {
    if (typeof test === 'boolean') return [{ fact, operator: 'equal', value: test }];
    if (isWords(test)) return [{ fact, operator: 'in', value: test }];
    const [low, high] = test;
    const above = { fact, operator: 'greaterThanInclusive', value: low };
    const below = { fact, operator: 'lessThan', value: high };
    return high === null ? [above] : low === null ? [below] : [above, below];
  };
  const always = { fact: 'delay_hours', operator: 'greaterThanInclusive', value: 0 };
  const engine = new Engine();
  rules.forEach((rule, i) => {
    const all = tests(rule).flatMap(conditions);
    engine.addRule({
      conditions: { all: all.length > 0 ? all : [always] },
      event: { type: rule.id, params: rule.then },
      priority: rules.length - i,
      onSuccess: () => engine.stop(),
    });
  });
  // It cannot reckon amounts: that is done outside.
  const decide = async (facts) => {
    const { events } = await engine.run(facts);
    const { remedy, amount, coupon_fen } = events[0].params;
    return [remedy, amountOf(amount, facts), coupon_fen];
  };
  const some = inputs.slice(0, 1000);
  for (let i = 0; i < some.length; ++i) check('json-rules-engine', await decide(some[i]), i);
  let best = Infinity;
  for (let run = 0; run < 3; ++run) {
    const start = process.cpuUsage();
    for (const facts of some) await decide(facts);
    const used = process.cpuUsage(start);
    best = Math.min(best, used.user + used.system);
  }
  const value = (best / some.length) * 1e3;
  console.log(JSON.stringify({ name: 'json_rules_engine', value, unit: 'ns', version }));
};

(async () => {
  for (const peer of [jsonLogic, zen, jsonRules]) await whereThere(peer);
})();
