/** docs/FIDELITY.md from the sections: what a sceptical platform engineer reads first. */
import { failedOf, passedOf, type Section } from './tally.ts'

const percent = (passed: number, failed: number): string => {
  const exact = (100 * passed) / (passed + failed)
  // 99.96 must not read as 100.
  return `${failed === 0 ? 100 : Math.min(99.9, Math.floor(exact * 10) / 10)} %`
}

const row = (...cells: (string | number)[]): string => `| ${cells.join(' | ')} |`

function summary(sections: readonly Section[]): string[] {
  return [
    row('recordings', 'equal', 'differ', '', 'run it'),
    row('---', '---:', '---:', '---:', '---'),
    ...sections.map((section) => {
      const [passed, failed] = [passedOf(section), failedOf(section)]
      return row(section.title, passed, failed, percent(passed, failed), `\`${section.command}\``)
    }),
  ]
}

function detail(section: Section): string[] {
  const { title, what, families, failures } = section
  const list = families.map(({ name, passed, failed }) =>
    failed === 0 ? `${name} ${passed}` : `**${name} ${passed} of ${passed + failed}**`,
  )
  const open = failures.map(({ id, reason }) => row(`\`${id}\``, reason))
  const table = open.length === 0 ? [] : ['', row('differs', 'because'), row('---', '---'), ...open]
  return [`## ${title}`, '', what, '', `${list.join(' · ')}.`, ...table, '']
}

/** The bullet list below a heading of docs/MODEL.md. */
function listBelow(model: string, heading: string): string {
  const [, after = ''] = model.split(`## ${heading}\n`)
  return (after.split('\n## ')[0] ?? '').trim()
}

export function render(sections: readonly Section[], model: string): string {
  return [
    '# Fidelity',
    '',
    'Rollscope’s cluster is held to recordings of Kubernetes v1.35.4 itself: its controllers under virtual time, its API server, its own',
    'functions on random input, and kubectl v1.35.4. The recordings lie in `golden/`; each runs in `npm test`. This page is written by',
    '`npm run fidelity` from the runners’ results.',
    '',
    ...summary(sections),
    '',
    ...sections.flatMap(detail),
    '## Simplified',
    '',
    listBelow(model, 'What is simplified'),
    '',
    '## Absent',
    '',
    listBelow(model, 'What is absent'),
    '',
  ].join('\n')
}
