/** What an element is called in its segment, where the standard's name for it does not say what it is there. */
const table = `
BPR: 02 amount paid|06 sender's bank number kind|07 sender's bank number|09 sender's account|12 receiver's bank number kind|13 receiver's bank number|15 receiver's account|16 payment date
TRN: 02 trace number|03 originating company
CLP: 01 patient control number|03 charge|04 paid|05 patient responsibility|07 payer's claim number|11 diagnosis related group|12 diagnosis related group weight
SVC: 01 procedure|02 charge|03 paid|05 units paid|06 procedure as billed|07 units billed
CAS: 02 reason|03 amount|04 quantity|05 reason|06 amount|07 quantity|08 reason|09 amount|10 quantity|11 reason|12 amount|13 quantity|14 reason|15 amount|16 quantity|17 reason|18 amount|19 quantity
PLB: 01 provider|02 fiscal year end|03 reason|05 reason|07 reason|09 reason|11 reason|13 reason
MOA: 01 reimbursement rate|02 payable for procedures|03 remark|04 remark|05 remark|06 remark|07 remark|08 payable for end-stage renal disease|09 professional component
MIA: 01 covered days|03 lifetime psychiatric days|04 payable by diagnosis related group|05 remark|20 remark|21 remark|22 remark|23 remark
TS3: 01 provider|02 facility type|03 fiscal year end|04 claims|05 charge
CLM: 01 patient control number|02 charge|06 provider's signature on file|07 assignment accepted|08 benefits assigned to the provider|09 release of information|10 patient's signature
SBR: 01 place in the order of payers|03 group or policy number|04 group name|05 kind of Medicare insurance
SV1: 02 charge|03 unit|04 units|09 emergency
SV2: 01 revenue code|03 charge|04 unit|05 units|07 non-covered charge
SV3: 02 charge|06 units
SVD: 01 other payer|02 paid|05 units paid
OI: 03 benefits assigned to the provider|04 patient's signature
HL: 01 level number|02 number of the level above|03 kind of level|04 levels below
BHT: 03 batch number
UM: 01 kind of review|02 kind of certification
HCR: 01 decision|02 authorization number|03 reason
EB: 01 benefit|02 for whom|03 service|04 insurance|05 plan|06 period|07 amount|08 percent|11 authorization required|12 in the plan's network
AAA: 01 request is valid|03 reason|04 what to do
STC: 01 status|02 status date|03 accepted or rejected|04 charge|05 paid|06 payment date|08 check date|09 check number|10 status|11 status|12 message
INS: 01 is the subscriber
LQ: 02 code
AK9: 02 transactions the group counts|03 transactions received|04 transactions accepted
`;

const labels: ReadonlyMap<string, string> = new Map(
  table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [segment = '', entries = ''] = line.split(': ');
      return entries
        .split('|')
        .map((entry): [string, string] => [`${segment}${entry.slice(0, 2)}`, entry.slice(3)]);
    }),
);

/** The label of an element (counted from 1) in this segment; nothing where the standard's own says enough. */
export function elementLabel(segment: string, element: number): string | undefined {
  return labels.get(`${segment}${String(element).padStart(2, '0')}`);
}
