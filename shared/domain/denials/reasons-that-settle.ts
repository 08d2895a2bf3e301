/**
 * Reasons that are no denial when their group is the usual one: they are posted and ask for no work.
 * With another group than the ones named, the amount is denied and a person looks.
 */
export const reasonsThatSettle = `
1   | patient-share | bill-patient | nobody | none | - | PR=patient | The patient's deductible.
2   | patient-share | bill-patient | nobody | none | - | PR=patient | The patient's coinsurance.
3   | patient-share | bill-patient | nobody | none | - | PR=patient | The patient's copay.
66  | patient-share | bill-patient | nobody | none | - | PR=patient | The patient's deductible for blood.
100 | patient-share | bill-patient | nobody | none | - | PR=patient OA=patient | The payer paid the patient, not the practice.
45  | contractual | none | contracting | none | - | CO=contractual | The charge is above what the payer's fee schedule allows.
253 | contractual | none | nobody | none | - | CO=contractual | The cut that federal law makes in the payment (sequestration).
59  | contractual | none | coder | none | appeal | CO=contractual | Reduced because several procedures were done together.
237 | contractual | none | nobody | none | - | CO=contractual | A penalty that the law provides for.
131 | contractual | none | contracting | none | - | CO=contractual | A discount negotiated for this claim.
44  | contractual | none | contracting | none | - | CO=contractual | The payer's discount for paying promptly.
24  | contractual | none | contracting | none | - | CO=contractual OA=contractual | Paid by the month under a capitation agreement; check that the patient is on the roster.
94  | contractual | none | biller | none | - | CO=contractual OA=contractual | The payer allows more than was charged; check the practice's charge for this service.
90  | contractual | none | contracting | none | - | CO=contractual | The payer's price for the ingredients of a drug.
91  | contractual | none | contracting | none | - | CO=contractual | The payer's dispensing fee.
102 | contractual | none | contracting | none | - | CO=contractual | Taken off under the payer's major medical rules.
130 | contractual | none | contracting | none | - | CO=contractual | The payer's fee for handling the claim.
137 | contractual | none | contracting | none | - | CO=contractual OA=other | A surcharge or assessment that the law puts on the service.
144 | incentive | none | nobody | none | - | all=other | An incentive payment of the payer.
161 | incentive | none | nobody | none | - | all=other | A bonus for the practice's performance.
104 | incentive | none | contracting | none | - | all=other | Withheld under a managed care agreement; to be settled later.
105 | incentive | none | contracting | none | - | all=other | Withheld for taxes.
187 | prior-payer | none | nobody | none | - | OA=other CO=other | Paid out of the patient's spending account.
23  | prior-payer | none | nobody | none | - | OA=other CO=other PI=other | What the payers before this one paid or took off.
101 | payer-review | none | nobody | none | - | all=other | A forecast of what would be paid, not a payment.
`;
