import { describe, expect, it } from 'vitest'
import { apiErrors, countKind, syntaxErrors } from './errorLines.ts'

const text = `# my app
kind: Service
spec:
  ports: []
---
kind: Deployment
metadata: {name: web}
spec:
  replicas: -1
  template:
    spec:
      containers:
      - name: a
      - name: b
        image: ""
`

describe('lines of errors', () => {
  it('finds a field, in the document of its kind', () => {
    expect(
      apiErrors(
        'The Deployment "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
        text,
      ),
    ).toEqual([{ line: 9, message: expect.stringContaining('Invalid value: -1') as string }])
  })
  it('finds fields of list items, each message at its own line', () => {
    const errors = apiErrors(
      'The Deployment "web" is invalid: \n* spec.replicas: Invalid value: -1\n* spec.template.spec.containers[1].image: Required value',
      text,
    )
    expect(errors.map(({ line }) => line)).toEqual([null, 9, 15])
  })
  it('takes the line kubectl names', () => {
    expect(
      apiErrors(
        'error: error parsing x.yaml: error converting YAML to JSON: yaml: line 8: did not find expected key',
        text,
      )[0]?.line,
    ).toBe(8)
  })
  it('puts an unknown field at its line, or at the deepest part that is there', () => {
    const unknown = 'strict decoding error: unknown field "spec.replicas"'
    expect(apiErrors(`Error from server (BadRequest): ${unknown}`, text)[0]?.line).toBe(3)
    expect(apiErrors('The Deployment "web" is invalid: spec.selector: Required value', text)[0]?.line).toBe(8)
  })
  it('leaves what names nothing to the whole', () => {
    expect(apiErrors('error: the server is away', text)).toEqual([
      { line: null, message: 'error: the server is away' },
    ])
  })
  it('tells broken YAML and counts kinds', () => {
    expect(syntaxErrors('a: [1\nb: 2\n')[0]?.line).toBeGreaterThan(0)
    expect(syntaxErrors(text)).toEqual([])
    expect(countKind(text, 'Deployment')).toBe(1)
  })
})
