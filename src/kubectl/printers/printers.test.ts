import { describe, expect, it } from 'vitest'
import { createColumns, describeColumns, tableColumns } from './columns.ts'
import { toYaml } from './yaml.ts'

describe('columns', () => {
  it('[CTL-9] aligns blocks of lines and remembers widths of tables', () => {
    const table = tableColumns()
    expect(table.format('NAME\tREADY\nkubernetes\t1/1\n')).toBe('NAME         READY\nkubernetes   1/1\n')
    expect(table.format('a\tb\n')).toBe('a            b\n')
    expect(describeColumns().format('Name:\tx\nNamespace:\ty\nTitle:\n  A:\t1\n')).toBe(
      'Name:       x\nNamespace:  y\nTitle:\n  A:  1\n',
    )
  })

  it('[CTL-9] never trims, and leaves the last cell of a line alone', () => {
    expect(createColumns(0, 2, false).format('IP:\t\nNamespace:\tdefault\n')).toBe(
      'IP:         \nNamespace:  default\n',
    )
    expect(createColumns(6, 3, false).format('a\tb\tc\n')).toBe('a     b     c\n')
  })
})

describe('yaml', () => {
  it('[CTL-10] sorts keys and quotes only what is ambiguous', () => {
    const value = {
      b: ['x', { k: 1, a: null }],
      a: { z: '2', y: 'True', x: '', w: 'a: b', v: '25%', u: '*', t: 'yes' },
    }
    expect(toYaml(value)).toBe(`a:
  t: "yes"
  u: '*'
  v: 25%
  w: 'a: b'
  x: ""
  "y": "True"
  z: "2"
b:
- x
- a: null
  k: 1
`)
  })

  it('[CTL-10] writes several lines as a block and folds long ones after column 80', () => {
    expect(toYaml({ a: 'x\ny\n', b: 'x\ny', c: [], d: {} })).toBe(
      'a: |\n  x\n  y\nb: |-\n  x\n  y\nc: []\nd: {}\n',
    )
    const long = `${'word '.repeat(20)}end`
    expect(toYaml({ message: long })).toBe(
      `message: ${'word '.repeat(15).trimEnd()}\n  ${'word '.repeat(5)}end\n`,
    )
  })
})
