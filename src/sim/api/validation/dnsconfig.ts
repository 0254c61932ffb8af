/**
 * How a pod resolves names.
 * @see kubernetes/pkg/apis/core/validation/validation.go (validatePodDNSConfig), v1.35
 */
import type { FieldError } from '../errors.ts'
import { invalid, invalids, required } from './field.ts'
import { dnsSubdomainWithUnderscore, ipAddress } from './names.ts'

export interface DnsConfig {
  nameservers?: string[]
  searches?: string[]
  options?: { name?: string }[]
}

const MAX_SERVERS = 3
const MAX_SEARCHES = 32
const MAX_SIGNS = 2048

export function validateDnsConfig(
  config: DnsConfig | undefined,
  policy: string | undefined,
  field: string,
): FieldError[] {
  const { nameservers = [], searches = [], options = [] } = config ?? {}
  if (policy === 'None' && !config)
    return [required(field, 'must provide `dnsConfig` when `dnsPolicy` is None')]
  if (policy === 'None' && nameservers.length === 0)
    return [
      required(`${field}.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None'),
    ]
  const tooMany = (name: string, list: readonly string[], what: string): FieldError =>
    invalid(`${field}.${name}`, list, `must not have more than ${what}`)
  return [
    ...(nameservers.length > MAX_SERVERS
      ? [tooMany('nameservers', nameservers, `${MAX_SERVERS} nameservers`)]
      : []),
    ...nameservers.flatMap((ip, i) => invalids(`${field}.nameservers[${i}]`, ip, ipAddress(ip))),
    ...(searches.length > MAX_SEARCHES
      ? [tooMany('searches', searches, `${MAX_SEARCHES} search paths`)]
      : []),
    ...(searches.join(' ').length > MAX_SIGNS
      ? [tooMany('searches', searches, `${MAX_SIGNS} characters (including spaces) in the search list`)]
      : []),
    ...searches.flatMap((search, i) => {
      const name = search.replace(/(?<=.)\.$/, '')
      return search === '.' ? [] : invalids(`${field}.searches[${i}]`, name, dnsSubdomainWithUnderscore(name))
    }),
    ...options.flatMap(({ name }, i) =>
      name ? [] : [required(`${field}.options[${i}]`, 'must not be empty')],
    ),
  ]
}
