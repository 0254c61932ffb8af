/**
 * What names, labels, keys, ports and addresses must look like, and the sentence for each that does not.
 * @see k8s.io/apimachinery/pkg/util/validation/validation.go, pkg/api/validate/content, v1.35
 */

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const SUBDOMAIN = String.raw`${LABEL}(\.${LABEL})*`
const DNS1035 = '[a-z]([-a-z0-9]*[a-z0-9])?'
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'
const LABEL_VALUE = '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?'
const CONFIG_KEY = '[-._a-zA-Z0-9]+'

const whole = (pattern: string): RegExp => new RegExp(`^${pattern}$`)
const LABEL_RE = whole(LABEL)
const SUBDOMAIN_RE = whole(SUBDOMAIN)
const DNS1035_RE = whole(DNS1035)
const QUALIFIED_RE = whole(QUALIFIED)
const LABEL_VALUE_RE = whole(LABEL_VALUE)
const CONFIG_KEY_RE = whole(CONFIG_KEY)

const characters = (max: number): string => `must be no more than ${max} characters`
const bytes = (max: number): string => `must be no more than ${max} bytes`

const shaped = (what: string, pattern: string, ...examples: string[]): string =>
  `${what} (e.g. ${examples.map((e) => `'${e}'`).join(',  or ')}, regex used for validation is '${pattern}')`

const LABEL_SHAPE = shaped(
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  LABEL,
  'my-name',
  '123-abc',
)
const SUBDOMAIN_SHAPE = shaped(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  SUBDOMAIN,
  'example.com',
)
const DNS1035_SHAPE = shaped(
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  DNS1035,
  'my-name',
  'abc-123',
)
const QUALIFIED_TEXT =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"
const LABEL_VALUE_SHAPE = shaped(
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  LABEL_VALUE,
  'MyValue',
  'my_value',
  '12345',
)

export function dnsLabel(value: string): string[] {
  const long = value.length > 63 ? [characters(63)] : []
  if (LABEL_RE.test(value)) return long
  return [...long, SUBDOMAIN_RE.test(value) ? 'must not contain dots' : LABEL_SHAPE]
}

export function dnsSubdomain(value: string): string[] {
  const long = value.length > 253 ? [characters(253)] : []
  return SUBDOMAIN_RE.test(value) ? long : [...long, SUBDOMAIN_SHAPE]
}

const UNDERSCORED = '[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?'
const UNDERSCORED_SUBDOMAIN = String.raw`${UNDERSCORED}(\.${UNDERSCORED})*`
const UNDERSCORED_RE = whole(UNDERSCORED_SUBDOMAIN)

export function dnsSubdomainWithUnderscore(value: string): string[] {
  const long = value.length > 253 ? [characters(253)] : []
  if (UNDERSCORED_RE.test(value)) return long
  const shape = shaped(
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-', '_', or '.', and must start and end with an alphanumeric character",
    UNDERSCORED_SUBDOMAIN,
    'example.com',
  )
  return [...long, shape]
}

export function dns1035Label(value: string): string[] {
  const long = value.length > 63 ? [characters(63)] : []
  return DNS1035_RE.test(value) ? long : [...long, DNS1035_SHAPE]
}

export function qualifiedName(value: string): string[] {
  const parts = value.split('/')
  const [first = '', second] = parts
  if (parts.length > 2)
    return [
      `${shaped(`a qualified name ${QUALIFIED_TEXT}`, QUALIFIED, 'MyName', 'my.name', '123-abc')} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ]
  const prefix =
    second === undefined
      ? []
      : first === ''
        ? ['prefix part must be non-empty']
        : dnsSubdomain(first).map((message) => `prefix part ${message}`)
  const name = second ?? first
  const errors = name === '' ? ['name part must be non-empty'] : []
  if (name.length > 63) errors.push(`name part ${bytes(63)}`)
  if (!QUALIFIED_RE.test(name))
    errors.push(`name part ${shaped(QUALIFIED_TEXT, QUALIFIED, 'MyName', 'my.name', '123-abc')}`)
  return [...prefix, ...errors]
}

export function labelValue(value: string): string[] {
  const long = value.length > 63 ? [bytes(63)] : []
  return LABEL_VALUE_RE.test(value) ? long : [...long, LABEL_VALUE_SHAPE]
}

export function configMapKey(value: string): string[] {
  const errors = value.length > 253 ? [characters(253)] : []
  if (!CONFIG_KEY_RE.test(value))
    errors.push(
      shaped(
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
        CONFIG_KEY,
        'key.name',
        'KEY_NAME',
        'key-name',
      ).replace(',  or', ',  or'),
    )
  if (value === '.') errors.push("must not be '.'")
  else if (value === '..') errors.push("must not be '..'")
  else if (value.startsWith('..')) errors.push("must not start with '..'")
  return errors
}

export function portName(value: string): string[] {
  const errors: string[] = []
  if (value.length > 15) errors.push(characters(15))
  if (!/^[-a-z0-9]+$/.test(value))
    errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)')
  if (!/[a-z]/.test(value)) errors.push('must contain at least one letter (a-z)')
  if (value.includes('--')) errors.push('must not contain consecutive hyphens')
  if (value.startsWith('-') || value.endsWith('-')) errors.push('must not begin or end with a hyphen')
  return errors
}

export const portNumber = (value: number): string[] =>
  value >= 1 && value <= 65_535 ? [] : ['must be between 1 and 65535, inclusive']

export const percent = (value: string): string[] =>
  /^[0-9]+%$/.test(value)
    ? []
    : [
        "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
      ]

export const envVarName = (value: string): string[] =>
  /^[ -<>-~]+$/.test(value)
    ? []
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"]

export const httpHeaderName = (value: string): string[] =>
  /^[-A-Za-z0-9]+$/.test(value)
    ? []
    : [
        "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')",
      ]

const OCTET = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const IPV4_RE = whole(`${OCTET}(\\.${OCTET}){3}`)

export const isIPv4 = (value: string): boolean => IPV4_RE.test(value)

export const isIPv6 = (value: string): boolean =>
  /^[0-9a-fA-F:]+$/.test(value) &&
  value.includes(':') &&
  value.split('::').length <= 2 &&
  (value.includes('::') || value.split(':').length === 8) &&
  value.split(':').every((part) => part.length <= 4)

export const ipAddress = (value: string): string[] =>
  isIPv4(value) || isIPv6(value) ? [] : ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)']

/** Why an address may not be used from outside. */
export function specialAddress(value: string): string[] {
  if (value === '0.0.0.0' || value === '::') return ['may not be unspecified (0.0.0.0 or ::)']
  if (value.startsWith('127.') || value === '::1')
    return ['may not be in the loopback range (127.0.0.0/8, ::1/128)']
  if (value.startsWith('169.254.') || /^fe80:/i.test(value))
    return ['may not be in the link-local range (169.254.0.0/16, fe80::/10)']
  if (value.startsWith('224.0.0.') || /^ff02:/i.test(value))
    return ['may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)']
  return []
}

/** What cannot stand as one segment of a path. */
export function pathSegment(value: string): string[] {
  if (value === '.' || value === '..') return [`may not be '${value}'`]
  return ['/', '%'].filter((part) => value.includes(part)).map((part) => `may not contain '${part}'`)
}
