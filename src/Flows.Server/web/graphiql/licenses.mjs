// Prints the licences of all packages that are in the bundle.
import { readFileSync, readdirSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync('node_modules/.package-lock.json', 'utf8'));
for (const path of Object.keys(packages).sort()) {
  const { name, version, license } = JSON.parse(readFileSync(`${path}/package.json`, 'utf8'));
  if (name === 'esbuild' || name.startsWith('@esbuild/')) continue;
  const file = readdirSync(path).find((entry) => /^licen[cs]e/i.test(entry));
  console.log(`${name} ${version} (${license})\n`);
  if (file) console.log(`${readFileSync(`${path}/${file}`, 'utf8').trim()}\n`);
  console.log('-'.repeat(100) + '\n');
}
