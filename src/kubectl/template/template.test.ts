import { describe, expect, it } from 'vitest'
import { executeTemplate } from './template.ts'

const data = {
  metadata: { name: 'web', labels: { app: 'web', tier: 'front' } },
  spec: { replicas: 4, containers: [{ name: 'a' }, { name: 'b' }] },
}
const run = (source: string): string => executeTemplate(source, data, true)

describe('go-template', () => {
  it('[CTL-21] walks fields, lists and maps, with variables, else and break', () => {
    expect(run('{{range $i, $c := .spec.containers}}{{if $i}}, {{end}}{{$c.name}}{{end}}')).toBe('a, b')
    expect(run('{{range $k, $v := .metadata.labels}}{{$k}}={{$v}};{{end}}')).toBe('app=web;tier=front;')
    expect(run('{{range .nope}}x{{else}}none{{end}}')).toBe('none')
    expect(run('{{range .spec.containers}}{{.name}}{{break}}{{end}}')).toBe('a')
    expect(run('{{define "T"}}<{{.}}>{{end}}{{template "T" .metadata.name}}')).toBe('<web>')
  })
  it('[CTL-21] formats as fmt does', () => {
    expect(run('{{printf "%-4s|%4d|%05.1f|%q" "a" .spec.replicas 1.5 "b"}}')).toBe('a   |   4|001.5|"b"')
    expect(run('{{printf "%d %s" "a" .spec.replicas}}')).toBe('%!d(string=a) %!s(int64=4)')
    expect(run('{{.}}')).toContain('map[metadata:map[labels:map[app:web tier:front]')
  })
  it('[CTL-21] fails in the words and at the place of text/template', () => {
    expect(() => run('{{eq .spec.replicas 4.0}}')).toThrow(
      'template: output:1:2: executing "output" at <eq .spec.replicas 4.0>: error calling eq: incompatible types for comparison',
    )
    expect(() => run('{{.metadata.name.x}}')).toThrow(
      'template: output:1:11: executing "output" at <.metadata.name.x>: can\'t evaluate field x in type interface {}',
    )
    expect(() => run('{{if}}x{{end}}')).toThrow('template: output:1: missing value for if')
  })
})
