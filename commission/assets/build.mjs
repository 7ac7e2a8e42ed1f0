// Builds ../static/commission: one stylesheet, one script, fonts, licences and the list of third-party parts.
// The output is committed: whoever runs the case system needs no Node.js.
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import * as esbuild from 'esbuild'
import * as sass from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const modules = join(here, 'node_modules')
const target = join(here, '..', 'static', 'commission')
const version = name => JSON.parse(readFileSync(join(modules, name, 'package.json'))).version
const sha256 = bytes => createHash('sha256').update(bytes).digest('hex')

const SUBSETS = ['latin', 'cyrillic', 'cyrillic-ext']
const WEIGHTS = [400, 700]
const BANNER = `/*! govuk-frontend ${version('govuk-frontend')}, MIT, see licences/govuk-frontend-MIT.txt; modified */\n`

rmSync(join(target, 'fonts'), { recursive: true, force: true })
rmSync(join(target, 'licences'), { recursive: true, force: true })
mkdirSync(join(target, 'fonts'), { recursive: true })
mkdirSync(join(target, 'licences'), { recursive: true })

const css = sass.compile(join(here, 'sass', 'commission.scss'), {
  loadPaths: [modules],
  style: 'compressed',
  quietDeps: true
})
// The compiler starts with a byte order mark, which would spoil the first rule after our own first line.
writeFileSync(join(target, 'commission.css'), BANNER + css.css.replace(/^\uFEFF/, '') + '\n')

await esbuild.build({
  entryPoints: [join(here, 'js', 'commission.js')],
  outfile: join(target, 'commission.js'),
  bundle: true,
  format: 'esm',
  minify: true,
  target: 'es2020',
  banner: { js: BANNER.trim() }
})

const fonts = SUBSETS.flatMap(subset => WEIGHTS.map(weight => `noto-sans-${subset}-${weight}-normal.woff2`))
fonts.forEach(font => copyFileSync(join(modules, '@fontsource/noto-sans/files', font), join(target, 'fonts', font)))
copyFileSync(join(modules, '@fontsource/noto-sans/LICENSE'), join(target, 'licences', 'noto-sans-OFL.txt'))
copyFileSync(join(here, 'licences', 'govuk-frontend-MIT.txt'), join(target, 'licences', 'govuk-frontend-MIT.txt'))

const parts = [
  ['commission.css', 'govuk-frontend', 'MIT (govuk-frontend-MIT.txt)', 'compiled from its Sass with our settings, then our own styles'],
  ['commission.js', 'govuk-frontend', 'MIT (govuk-frontend-MIT.txt)', 'nine of its components bundled with our own start script'],
  ...fonts.map(font => [`fonts/${font}`, '@fontsource/noto-sans', 'OFL-1.1 (noto-sans-OFL.txt)', 'unmodified'])
]
const rows = parts.map(([file, name, licence, what]) =>
  `| ${file} | ${name} ${version(name)} | ${licence} | ${what} | \`${sha256(readFileSync(join(target, file)))}\` |`)
writeFileSync(join(target, 'VENDORED.md'), `# Third-party parts of these files

Written by \`npm run build\` in \`commission/assets\`; do not edit. Licence texts are in \`licences/\`.
The script of htmx is not here: the Python package django-htmx (MIT; htmx itself 0BSD) serves its own copy.

| file | from | licence | what | sha256 |
|---|---|---|---|---|
${rows.join('\n')}

Left out on purpose: the crown, GOV.UK's logotype and the GDS Transport typeface, which their licences keep for GOV.UK.
`)

for (const file of ['commission.css', 'commission.js']) {
  console.log(`${file}: ${gzipSync(readFileSync(join(target, file)), { level: 9 }).length} bytes gzip`)
}
console.log(`fonts: ${fonts.reduce((sum, font) => sum + readFileSync(join(target, 'fonts', font)).length, 0)} bytes`)
