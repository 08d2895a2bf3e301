/** How fast this machine is just now: texts cut into pieces, MB of 10^6 bytes a second of processor time. */

const segments = 'NM1*IL*1*ALDER*ADA****MI*W100000001~N3*12 MEADOW LANE~'.repeat(20_000);
const rounds = 25;

let characters = 0;
function cut(): void {
  for (const segment of segments.split('~')) {
    for (const element of segment.split('*')) {
      characters += element.length;
    }
  }
}

for (let round = 0; round < 5; round++) cut();
const before = process.threadCpuUsage();
for (let round = 0; round < rounds; round++) cut();
const { user, system } = process.threadCpuUsage(before);
if (characters === 0) throw new Error('nothing was cut');
process.stdout.write(JSON.stringify((segments.length * rounds) / (user + system)));
