/** Programs that work with files and directories. @see GNU coreutils; bash(1) cd, pwd */
import { rfc3339 } from '../../sim/time.ts'
import { absolute, hostOf, shortPath, type Io } from './io.ts'

type FileProgram = (args: string[], io: Io) => number

const isFlag = (word: string): boolean => word.startsWith('-') && word !== '-'
const operands = (args: string[]): string[] => args.filter((word) => !isFlag(word))
const letters = (args: string[]): string => args.filter((word) => /^-[^-]/.test(word)).join('')
const isDirectory = (path: string, io: Io): boolean => hostOf(io).listFiles(path) !== undefined
const isFile = (path: string, io: Io): boolean => hostOf(io).readFile(path) !== undefined
const exists = (path: string, io: Io): boolean => isFile(path, io) || isDirectory(path, io)
const parentOf = (path: string): string => path.replace(/\/+$/, '').replace(/\/?[^/]*$/, '') || '/'

/** Runs for each operand; says what is missing when there is none. */
function each(name: string, args: string[], io: Io, run: (path: string) => string | undefined): number {
  const paths = operands(args)
  if (paths.length === 0) {
    io.err(
      `${name}: missing ${name === 'touch' ? 'file ' : ''}operand\nTry '${name} --help' for more information.\n`,
    )
    return 1
  }
  const refusals = paths.flatMap((path) => run(path) ?? [])
  for (const refusal of refusals) io.err(`${name}: ${refusal}\n`)
  return refusals.length > 0 ? 1 : 0
}

const cd: FileProgram = (args, io) => {
  const { state } = io
  const [given = '~'] = operands(args)
  const target = given === '-' ? (state.variables.OLDPWD ?? state.directory) : given
  const refuse = (why: string): number => {
    io.err(`bash: cd: ${given}: ${why}\n`)
    return 1
  }
  if (operands(args).length > 1) {
    io.err('bash: cd: too many arguments\n')
    return 1
  }
  if (isFile(target, io)) return refuse('Not a directory')
  if (!isDirectory(target, io)) return refuse('No such file or directory')
  const before = state.directory
  state.directory = shortPath(absolute(state, target))
  state.variables.OLDPWD = before
  if (given === '-') io.out(`${absolute(state, '.')}\n`)
  return 0
}

const mkdir: FileProgram = (args, io) =>
  each('mkdir', args, io, (path) => {
    const parents = letters(args).includes('p') || args.includes('--parents')
    const refused = (why: string) => `cannot create directory ‘${path}’: ${why}`
    if (isFile(path, io) || (!parents && isDirectory(path, io))) return refused('File exists')
    if (!parents && !isDirectory(parentOf(absolute(io.state, path)), io))
      return refused('No such file or directory')
    hostOf(io).makeDirectory(path)
    return undefined
  })

const touch: FileProgram = (args, io) =>
  each('touch', args, io, (path) => {
    if (exists(path, io)) return undefined
    if (!isDirectory(parentOf(absolute(io.state, path)), io))
      return `cannot touch '${path}': No such file or directory`
    hostOf(io).writeFile(path, '')
    return undefined
  })

const rm: FileProgram = (args, io) => {
  const given = letters(args)
  const force = given.includes('f') || args.includes('--force')
  if (force && operands(args).length === 0) return 0
  return each('rm', args, io, (path) => {
    if (!exists(path, io)) return force ? undefined : `cannot remove '${path}': No such file or directory`
    if (isDirectory(path, io) && !/[rR]/.test(given) && !args.includes('--recursive'))
      return `cannot remove '${path}': Is a directory`
    hostOf(io).removeFile(path)
    return undefined
  })
}

const rmdir: FileProgram = (args, io) =>
  each('rmdir', args, io, (path) => {
    const names = hostOf(io).listFiles(path)
    const refused = (why: string) => `failed to remove '${path}': ${why}`
    if (names === undefined)
      return refused(isFile(path, io) ? 'Not a directory' : 'No such file or directory')
    if (names.length > 0) return refused('Directory not empty')
    hostOf(io).removeFile(path)
    return undefined
  })

/** `cp FROM TO` and `mv FROM TO`; into a directory under the same name. */
const moving =
  (name: 'cp' | 'mv'): FileProgram =>
  (args, io) => {
    const paths = operands(args)
    const to = paths.at(-1) ?? ''
    if (paths.length < 2) {
      const what =
        paths.length === 0 ? 'missing file operand' : `missing destination file operand after '${to}'`
      io.err(`${name}: ${what}\nTry '${name} --help' for more information.\n`)
      return 1
    }
    const into = isDirectory(to, io)
    if (paths.length > 2 && !into) {
      io.err(`${name}: target '${to}': No such file or directory\n`)
      return 1
    }
    return each(name, paths.slice(0, -1), io, (from) => {
      const text = hostOf(io).readFile(from)
      if (text === undefined && isDirectory(from, io))
        return name === 'cp'
          ? `-r not specified; omitting directory '${from}'`
          : `cannot move directory '${from}'`
      if (text === undefined) return `cannot stat '${from}': No such file or directory`
      const target = into ? `${to.replace(/\/$/, '')}/${from.split('/').at(-1) ?? ''}` : to
      if (!isDirectory(parentOf(absolute(io.state, target)), io))
        return `cannot create regular file '${target}': No such file or directory`
      hostOf(io).writeFile(target, text)
      if (name === 'mv' && absolute(io.state, target) !== absolute(io.state, from))
        hostOf(io).removeFile(from)
      return undefined
    })
  }

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** One line of `ls -l`. Simplified: files have no owners, rights and times of their own. */
function longLine(name: string, size: number, io: Io): string {
  const [, month = '1', day = '1', time = ''] =
    /^\d+-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(rfc3339(io.host.now())) ?? []
  const [kind, links] = name.endsWith('/') ? ['drwxr-xr-x', 2] : ['-rw-r--r--', 1]
  const date = `${MONTHS[Number(month) - 1]} ${String(Number(day)).padStart(2)} ${time}`
  return `${kind} ${links} root root ${String(size).padStart(5)} ${date} ${name.replace(/\/$/, '')}\n`
}

const DIRECTORY_BYTES = 4096

const ls: FileProgram = (args, io) => {
  const given = operands(args)
  const paths = given.length > 0 ? given : ['.']
  const [marked, all, long] = ['Fp', 'aA', 'l'].map((some) =>
    [...some].some((letter) => letters(args).includes(letter)),
  )
  const sizeOf = (path: string): number => hostOf(io).readFile(path)?.length ?? DIRECTORY_BYTES
  const shown = (names: readonly string[], within: string): string =>
    names
      .filter((name) => all || within === '' || !name.startsWith('.'))
      .toSorted()
      .map((name) => {
        if (long) return longLine(name, sizeOf(within === '' ? name : `${within}/${name}`), io)
        return `${marked ? name : name.replace(/\/$/, '')}\n`
      })
      .join('')
  const missing = paths.filter((path) => !exists(path, io))
  for (const path of missing) io.err(`ls: cannot access '${path}': No such file or directory\n`)
  io.out(
    shown(
      paths.filter((path) => isFile(path, io)),
      '',
    ),
  )
  for (const path of paths) {
    const names = hostOf(io).listFiles(path)
    if (names) io.out(`${paths.length > 1 ? `${path}:\n` : ''}${shown(names, path)}`)
  }
  return missing.length > 0 ? 2 : 0
}

const cat: FileProgram = (args, io) => {
  const paths = operands(args)
  let code = 0
  for (const path of paths.length > 0 ? paths : ['-']) {
    const text = path === '-' ? io.stdin : hostOf(io).readFile(path)
    if (text === undefined) {
      io.err(`cat: ${path}: ${isDirectory(path, io) ? 'Is a directory' : 'No such file or directory'}\n`)
      code = 1
    } else io.out(text)
  }
  return code
}

const tee: FileProgram = (args, io) => {
  for (const path of operands(args)) {
    const before = letters(args).includes('a') ? (hostOf(io).readFile(path) ?? '') : ''
    hostOf(io).writeFile(path, before + io.stdin)
  }
  io.out(io.stdin)
  return 0
}

const pwd: FileProgram = (_, io) => {
  io.out(`${absolute(io.state, '.')}\n`)
  return 0
}

export const filePrograms = {
  cat,
  cd,
  cp: moving('cp'),
  ls,
  mkdir,
  mv: moving('mv'),
  pwd,
  rm,
  rmdir,
  tee,
  touch,
}
