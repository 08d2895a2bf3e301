import {
  Bar,
  BarChart,
  CartesianGrid,
  ComposedChart,
  Legend,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import parts from '../../parts/parts.module.css';
import { roundDollars } from '../../words/dollars.ts';
import type { Chart } from './chart-data.ts';
import css from './finance.module.css';

const colors = ['var(--chart-1)', 'var(--chart-2)', 'var(--chart-3)'];
const quiet = { fill: 'var(--text-quiet)', fontSize: 11 } as const;
const grid = <CartesianGrid stroke="var(--line)" strokeDasharray="3 3" />;
const tip = (
  <Tooltip
    formatter={(value) => roundDollars(Number(value))}
    cursor={{ fill: 'var(--hover)' }}
    contentStyle={{
      background: 'var(--raised)',
      border: '1px solid var(--line)',
      borderRadius: 6,
      color: 'var(--text)',
    }}
  />
);

/**
 * A chart of amounts. It is a picture with words for who does not see it: a table with the same figures always stands
 * beside it, and nothing of it can be focused.
 */
export default function AmountChart({ chart }: { readonly chart: Chart }) {
  const data = chart.points.map(({ label, amounts }) => ({ label, ...amounts }));
  const common = {
    data,
    accessibilityLayer: false,
    margin: { top: 8, right: 12, bottom: 0, left: 4 },
  } as const;
  const dollars = (value: number) => roundDollars(value);
  return (
    <figure>
      <figcaption className={parts['hidden']}>
        A chart: {chart.label}. The table beside it has the same figures.
      </figcaption>
      <div
        className={chart.kind === 'lying-bars' && chart.points.length > 6 ? css['chartTall'] : css['chart']}
        aria-hidden="true"
      >
        <ResponsiveContainer width="100%" height="100%">
          {chart.kind === 'lying-bars' ? (
            <BarChart {...common} layout="vertical">
              <CartesianGrid stroke="var(--line)" strokeDasharray="3 3" vertical horizontal={false} />
              <XAxis type="number" tick={quiet} tickFormatter={dollars} stroke="var(--line-strong)" />
              <YAxis
                type="category"
                dataKey="label"
                width={118}
                tick={quiet}
                stroke="var(--line-strong)"
                interval={0}
              />
              {tip}
              {chart.series.map(({ id, name }, index) => (
                <Bar
                  key={id}
                  dataKey={id}
                  name={name}
                  fill={colors[index] ?? 'var(--chart-1)'}
                  isAnimationActive={false}
                  radius={[0, 3, 3, 0]}
                  maxBarSize={22}
                />
              ))}
            </BarChart>
          ) : (
            <ComposedChart {...common}>
              {grid}
              <XAxis dataKey="label" tick={quiet} stroke="var(--line-strong)" />
              <YAxis tick={quiet} width={72} tickFormatter={dollars} stroke="var(--line-strong)" />
              {tip}
              {chart.series.length > 1 && <Legend iconSize={10} />}
              {chart.series.map(({ id, name, isLine }, index) =>
                isLine === true ? (
                  <Line
                    key={id}
                    dataKey={id}
                    name={name}
                    stroke={colors[index] ?? 'var(--chart-1)'}
                    strokeWidth={2}
                    dot={{ r: 3 }}
                    isAnimationActive={false}
                  />
                ) : (
                  <Bar
                    key={id}
                    dataKey={id}
                    name={name}
                    fill={colors[index] ?? 'var(--chart-1)'}
                    isAnimationActive={false}
                    radius={[3, 3, 0, 0]}
                    maxBarSize={36}
                  />
                ),
              )}
            </ComposedChart>
          )}
        </ResponsiveContainer>
      </div>
    </figure>
  );
}
