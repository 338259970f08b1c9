import { type Figure, isOver, ratioOf } from './figure'
import { median, p95 } from './statistics'

/** Columns as wide as their widest cell; the first to the left, numbers to the right. */
export function formatTable(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)
  return rows.map((row) => `  ${row.map(pad).join('   ')}`.trimEnd()).join('\n')
}

export const rounded = (value: number) =>
  Number.isNaN(value) ? '?' : value.toFixed(value < 10 && !Number.isInteger(value) ? 1 : 0)

export const formatFigures = (figures: Figure[]) =>
  formatTable([
    ['', 'unit', 'median', 'p95', 'bare', 'ratio', 'limit', ''],
    ...figures.map((figure) => [
      figure.what,
      figure.unit,
      rounded(median(figure.samples)),
      rounded(p95(figure.samples)),
      figure.bare ? rounded(median(figure.bare)) : '',
      ratioOf(figure)?.toFixed(2) ?? '',
      formatLimits(figure.most),
      isOver(figure) ? 'OVER' : 'ok',
    ]),
  ])

const formatLimits = ({ ratio, median: most, p95: mostP95 }: Figure['most']) =>
  [ratio && `${ratio}×`, most !== undefined && `${most}`, mostP95 !== undefined && `p95 ${mostP95}`].filter(Boolean).join(', ')
