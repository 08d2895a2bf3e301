/** Denials that come from who is covered by whom, and from authorizations. */
export const reasonsOfCoverage = `
26  | eligibility | bill-right-payer | front-desk | soft | appeal | - | The service was before the coverage began.
27  | eligibility | bill-right-payer | front-desk | soft | appeal | - | The service was after the coverage ended.
31  | eligibility | fix | front-desk | soft | - | - | The payer does not know the patient as its member.
32  | eligibility | fix | front-desk | soft | - | - | The payer does not know the patient as a dependent of the member.
33  | eligibility | fix | front-desk | soft | - | - | The member has no coverage for dependents.
34  | eligibility | fix | front-desk | soft | - | - | The member has no coverage for newborns.
140 | eligibility | fix | front-desk | soft | - | - | The member id and the patient's name do not belong together.
200 | eligibility | bill-patient | front-desk | hard | appeal | - | The coverage had lapsed.
177 | eligibility | bill-patient | front-desk | hard | appeal | - | The patient did not meet the plan's conditions of eligibility.
178 | eligibility | bill-patient | front-desk | hard | - | - | The patient has not yet met the spend-down.
166 | eligibility | bill-right-payer | front-desk | soft | - | - | This payer's responsibility for the plan had ended.
158 | non-covered | bill-patient | front-desk | hard | - | - | The service was given outside the United States.
22  | coordination-of-benefits | bill-right-payer | front-desk | soft | - | never-patient | Another payer comes first.
129 | coordination-of-benefits | fix | biller | soft | - | never-patient | What the claim says of the prior payer is wrong or missing.
136 | coordination-of-benefits | review | biller | soft | - | never-patient | The prior payer's rules were not followed; work the prior payer's denial first.
276 | coordination-of-benefits | review | biller | soft | - | never-patient | Not paid because the prior payer denied it; work the prior payer's denial first.
209 | coordination-of-benefits | bill-next-payer | biller | soft | - | never-patient | By law the patient may not be asked for this; the next payer may.
109 | wrong-payer | bill-right-payer | front-desk | soft | - | never-patient | Another payer or contractor is the right one for this claim.
B11 | wrong-payer | bill-right-payer | front-desk | soft | - | never-patient | The claim was passed on to the payer that processes it.
254 | wrong-payer | bill-right-payer | front-desk | soft | - | never-patient | The service belongs to the patient's medical plan.
270 | wrong-payer | bill-right-payer | front-desk | soft | - | never-patient | The service belongs to the patient's dental plan.
280 | wrong-payer | bill-right-payer | front-desk | soft | - | never-patient | The service belongs to the patient's pharmacy plan.
19  | wrong-payer | bill-right-payer | front-desk | soft | - | - | The injury is work related; workers' compensation pays.
20  | wrong-payer | bill-right-payer | front-desk | soft | - | - | A liability insurer pays for this injury.
21  | wrong-payer | bill-right-payer | front-desk | soft | - | - | A no-fault insurer pays for this injury.
B9  | wrong-payer | fix | coder | soft | - | never-patient | The patient is in hospice; the hospice pays, or the claim needs the modifier that says why not.
35  | non-covered | bill-patient | front-desk | hard | appeal | - | The lifetime maximum of the benefit is used up.
119 | non-covered | bill-patient | front-desk | hard | appeal | - | The maximum of the benefit for this period is used up.
149 | non-covered | bill-patient | front-desk | hard | appeal | - | The lifetime maximum for this kind of service is used up.
96  | non-covered | bill-patient | front-desk | hard | appeal | patient-with-notice | The plan does not cover the charge; the remark codes say why.
204 | non-covered | bill-patient | front-desk | hard | appeal | patient-with-notice | The patient's plan does not cover the service.
49  | non-covered | bill-patient | front-desk | hard | appeal | patient-with-notice | The plan does not cover this routine or preventive service.
252 | documentation | send-records | biller | soft | appeal | - | The payer needs a document to decide.
226 | documentation | send-records | biller | soft | appeal | - | The practice did not send what the payer asked for, or not in time.
227 | documentation | review | front-desk | soft | appeal | - | The patient did not send what the payer asked for.
197 | authorization | fix | authorization | soft | appeal | - | The service was not authorized beforehand.
198 | authorization | fix | authorization | soft | appeal | - | More was done than was authorized.
15  | authorization | fix | authorization | soft | appeal | - | The authorization number is missing, or does not fit the service or the provider.
284 | authorization | fix | authorization | soft | appeal | - | The authorization does not fit the service.
296 | authorization | fix | authorization | soft | appeal | - | The authorization does not fit the provider.
39  | authorization | appeal | authorization | hard | appeal | - | Authorization was asked for and refused.
210 | authorization | appeal | authorization | hard | appeal | - | Authorization was asked for too late.
243 | authorization | fix | authorization | soft | appeal | - | The patient's primary care provider did not authorize the service.
287 | authorization | fix | authorization | soft | appeal | - | The visits of the referral are used up.
288 | authorization | fix | authorization | soft | appeal | - | There is no referral.
242 | authorization | appeal | authorization | hard | appeal | - | The provider is not in the plan's network.
279 | authorization | appeal | authorization | hard | appeal | - | The provider is not one that the plan prefers.
40  | medical-necessity | appeal | biller | hard | appeal | - | The payer does not see an emergency.
`;
