/** The tree of a template, and its nodes as text/template writes them in errors. @see go/src/text/template/parse/node.go */
import type { Value } from '../go-number.ts'

interface At {
  /** Position in the source, for errors. */
  at: number
}

export type Expr = At &
  (
    | { type: 'dot' }
    | { type: 'nil' }
    | { type: 'field'; path: string[] }
    | { type: 'variable'; name: string; path: string[] }
    | { type: 'literal'; value: Value; text: string }
    | { type: 'identifier'; name: string }
    | { type: 'chain'; inner: Expr; path: string[] }
    | { type: 'pipe'; pipe: Pipe }
  )

export interface Command extends At {
  words: Expr[]
}

export interface Pipe extends At {
  variables: string[]
  assign: boolean
  commands: Command[]
}

export type Node =
  | { type: 'text'; text: string }
  | { type: 'action'; pipe: Pipe; at: number }
  | { type: 'break' | 'continue' }
  | { type: 'template'; name: string; pipe: Pipe | undefined; at: number }
  | Block

export interface Block extends At {
  type: 'if' | 'with' | 'range'
  pipe: Pipe
  body: Node[]
  otherwise: Node[]
}

export type Templates = Map<string, Node[]>

const dotted = (path: string[]): string => path.map((name) => `.${name}`).join('')

export function exprText(node: Expr): string {
  switch (node.type) {
    case 'dot':
      return '.'
    case 'nil':
      return 'nil'
    case 'field':
      return dotted(node.path)
    case 'variable':
      return node.name + dotted(node.path)
    case 'literal':
      return node.text
    case 'identifier':
      return node.name
    case 'chain':
      return (
        (node.inner.type === 'pipe' ? `(${pipeText(node.inner.pipe)})` : exprText(node.inner)) +
        dotted(node.path)
      )
    case 'pipe':
      return pipeText(node.pipe)
  }
}

export const commandText = ({ words }: Command): string =>
  words.map((word) => (word.type === 'pipe' ? `(${exprText(word)})` : exprText(word))).join(' ')

export function pipeText({ variables, assign, commands }: Pipe): string {
  const declared = variables.length > 0 ? `${variables.join(', ')} ${assign ? '=' : ':='} ` : ''
  return declared + commands.map(commandText).join(' | ')
}
