/**
 * Printers of whole objects and of the `KIND/NAME operation` line, chosen by `-o`.
 * @see k8s.io/cli-runtime/pkg/genericclioptions/print_flags.go, printers/{name,json,yaml}.go
 */
import { plain } from '../errors.ts'
import { dryRunSuffix, type DryRun, type Factory } from '../factory.ts'
import { executePath } from '../jsonpath/evaluate.ts'
import { parsePath, PathError } from '../jsonpath/parse.ts'
import { compactJson, indentJson, isObject, list, object, text, type Json, type JsonObject } from '../json.ts'
import { lowerGroupKind, mappingForKind } from '../resources.ts'
import { executeTemplate, parseTemplate, TemplateError } from '../template/template.ts'
import { goOrder } from './go-order.ts'
import { goSyntax, goValue } from '../go-value.ts'
import { toKyaml } from './kyaml.ts'
import { toYaml } from './yaml.ts'

export type ObjectPrinter = (object: JsonObject) => string

const mutatingFormats =
  'go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,yaml'
export const getFormats =
  'custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,wide,yaml'

export const noPrinter = (format: string, allowed: string) =>
  plain(
    `unable to match a printer suitable for the output format "${format}", allowed formats are: ${allowed}`,
  )

/** `deployment.apps`, by the object's own apiVersion and kind. */
export function lowerKindOf(value: JsonObject): string {
  const mapping = mappingForKind(text(value, 'apiVersion'), text(value, 'kind'))
  if (mapping) return lowerGroupKind(mapping)
  const group = text(value, 'apiVersion').includes('/')
    ? `.${text(value, 'apiVersion').split('/')[0] ?? ''}`
    : ''
  return `${text(value, 'kind').toLowerCase()}${group}`
}

export const nameLine = (value: JsonObject, operation: string): string =>
  `${lowerKindOf(value)}/${text(value, 'metadata', 'name') || '<unknown>'}${operation === '' ? '' : ` ${operation}`}\n`

function withoutManagedFields(value: JsonObject): JsonObject {
  const items = list(value, 'items')
  const { managedFields: _, ...metadata } = object(value, 'metadata')
  const out: JsonObject = isObject(value.metadata) ? { ...value, metadata } : { ...value }
  if (items.length > 0) out.items = items.map((item) => (isObject(item) ? withoutManagedFields(item) : item))
  return out
}

/** The format and its template: `-o jsonpath=X`, `-o go-template --template X`, `--template X`. */
export function outputFormat(f: Factory): { format: string; template: string | undefined } {
  const output = f.flags.text('output')
  const given = f.flags.has('template') && f.flags.changed('template') ? f.flags.text('template') : undefined
  const equals = output.indexOf('=')
  const format = equals < 0 ? output : output.slice(0, equals)
  const inline = equals < 0 ? undefined : output.slice(equals + 1)
  if (format === '' && given !== undefined) return { format: 'go-template', template: given }
  return { format, template: inline ?? given }
}

function templateText(f: Factory, format: string, template: string | undefined): string {
  if (template === undefined || template === '')
    throw plain('template format specified but no template given')
  if (!format.endsWith('file')) return template
  const content = f.host.readFile(template)
  if (content === undefined)
    throw plain(`error reading --template ${template}, open ${template}: no such file or directory\n`)
  return content
}

function jsonPathPrinter(template: string, asJson: boolean, allowMissingKeys: boolean): ObjectPrinter {
  const attempt = <T>(words: (error: PathError) => string, run: () => T): T => {
    try {
      return run()
    } catch (error) {
      if (error instanceof PathError) throw plain(words(error))
      throw error
    }
  }
  attempt(
    (error) => `error parsing jsonpath ${template}, ${error.message}`,
    () => parsePath(template),
  )
  return (value) =>
    attempt(
      (error) =>
        `error executing jsonpath ${JSON.stringify(template)}: Error executing template: ${error.message}. Printing more information for debugging the template:\n` +
        `\ttemplate was:\n\t\t${template}\n\tobject given to jsonpath engine was:\n\t\t${goSyntax(value)}\n\n\n`,
      () => executePath(template, value, { allowMissingKeys, asJson }),
    )
}

function goTemplatePrinter(f: Factory, template: string, allowMissingKeys: boolean): ObjectPrinter {
  try {
    parseTemplate(template)
  } catch (error) {
    if (error instanceof TemplateError) throw plain(`error parsing template ${template}, ${error.message}`)
    throw error
  }
  return (value) => {
    try {
      return executeTemplate(template, value, allowMissingKeys)
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error
      f.out(
        `${error.partial}Error executing template: ${error.message}. Printing more information for debugging the template:\n` +
          `\ttemplate was:\n\t\t${template}\n\traw data was:\n\t\t${rawJson(value)}\n\tobject given to template engine was:\n\t\t${goMap(value)}\n\n`,
      )
      throw plain(`error executing template ${JSON.stringify(template)}: ${error.message}`)
    }
  }
}

const rawJson = (value: Json): string => compactJson(value)
const goMap = (value: Json): string => goValue(value)

/** `typed`: as JSON in the order of the Go structs. A printer of `json`, `yaml`, `kyaml`, `name` or a template; undefined when the format is none of these. */
export function structuredPrinter(f: Factory, typed = false): ObjectPrinter | undefined {
  const { format, template } = outputFormat(f)
  const managed = f.flags.bool('show-managed-fields')
  const strip = (value: JsonObject) => (managed ? value : withoutManagedFields(value))
  const missing =
    !f.flags.changed('allow-missing-template-keys') || f.flags.bool('allow-missing-template-keys')
  let count = 0
  switch (format) {
    case 'json':
      return (value) =>
        `${typed ? indentJson(goOrder(strip(value)), '    ', '', true) : indentJson(strip(value), '    ')}\n`
    case 'yaml':
      return (value) => (count++ > 0 ? '---\n' : '') + toYaml(strip(value))
    case 'kyaml':
      return (value) => toKyaml(strip(value))
    case 'name':
      return (value) =>
        Array.isArray(value.items) && text(value, 'kind').endsWith('List')
          ? list(value, 'items')
              .map((item) => (isObject(item) ? nameLine(item, '') : ''))
              .join('')
          : nameLine(value, '')
    case 'jsonpath':
    case 'jsonpath-as-json':
    case 'jsonpath-file':
      return jsonPathPrinter(templateText(f, format, template), format === 'jsonpath-as-json', missing)
    case 'go-template':
    case 'go-template-file':
    case 'template':
    case 'templatefile':
      return goTemplatePrinter(f, templateText(f, format, template), missing)
    default:
      return undefined
  }
}

/** `typed`: the real command decodes into Go types, whose order JSON shows. The printer of a command that changes objects: the operation line unless `-o` says otherwise. */
export function operationPrinter(
  f: Factory,
  dryRun: DryRun = 'none',
  typed = false,
): (operation: string, object: JsonObject) => void {
  const { format } = outputFormat(f)
  if (format === '') return (operation, value) => f.out(nameLine(value, operation + dryRunSuffix(dryRun)))
  const printer = structuredPrinter(f, typed)
  if (printer === undefined) throw noPrinter(f.flags.text('output'), mutatingFormats)
  return (_, value) => f.out(printer(value))
}
