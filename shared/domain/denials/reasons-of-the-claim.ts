/** Denials that come from what the claim says: data, coding, bundling, necessity, filing and contract. */
export const reasonsOfTheClaim = `
16  | claim-data | fix | biller | soft | - | - | The claim lacks something or has it wrong; the remark codes say what.
4   | coding | fix | coder | soft | appeal | - | A modifier is missing or does not fit the procedure.
5   | coding | fix | coder | soft | appeal | - | The procedure does not fit the place of service.
6   | coding | fix | coder | soft | appeal | - | The procedure does not fit the patient's age.
7   | coding | fix | coder | soft | appeal | - | The procedure does not fit the patient's sex.
9   | coding | fix | coder | soft | appeal | - | The diagnosis does not fit the patient's age.
10  | coding | fix | coder | soft | appeal | - | The diagnosis does not fit the patient's sex.
11  | coding | fix | coder | soft | appeal | - | The diagnosis does not support the procedure.
146 | coding | fix | coder | soft | - | - | The diagnosis code was not valid on the date of service.
167 | coding | fix | coder | soft | appeal | - | The diagnosis is not covered.
272 | coding | fix | coder | soft | appeal | - | The payer's coverage guideline was not met.
181 | coding | fix | coder | soft | - | - | The procedure code was not valid on the date of service.
182 | coding | fix | coder | soft | - | - | The modifier was not valid on the date of service.
199 | claim-data | fix | coder | soft | - | - | The revenue code and the procedure code do not go together.
110 | claim-data | fix | biller | soft | - | - | The claim was billed before the service was given.
13  | claim-data | fix | front-desk | soft | - | - | The payer's record has the patient's death before the service.
14  | claim-data | fix | front-desk | soft | - | - | The patient's birth date is after the service.
8   | enrollment | enroll | enrollment | soft | appeal | - | The procedure does not fit the provider's specialty.
12  | enrollment | enroll | enrollment | soft | appeal | - | The diagnosis does not fit the provider's specialty.
170 | enrollment | enroll | enrollment | soft | appeal | - | A provider of this type is not paid for this service.
172 | enrollment | enroll | enrollment | soft | appeal | - | A provider of this specialty is not paid for this service.
185 | enrollment | enroll | enrollment | soft | appeal | - | The rendering provider may not give this service.
183 | enrollment | enroll | enrollment | soft | appeal | - | The referring provider may not refer this service.
184 | enrollment | enroll | enrollment | soft | appeal | - | The ordering provider may not order this service.
171 | enrollment | enroll | enrollment | soft | appeal | - | A provider of this type is not paid in this kind of place.
206 | enrollment | enroll | enrollment | soft | - | - | An NPI is missing.
207 | enrollment | enroll | enrollment | soft | - | - | An NPI is not valid in form.
208 | enrollment | enroll | enrollment | soft | - | - | The payer does not know the NPI.
B7  | enrollment | enroll | enrollment | soft | appeal | - | The provider was not certified for this service on its date.
B20 | claim-data | fix | biller | soft | appeal | - | Another provider gave the service in whole or in part.
B23 | enrollment | enroll | enrollment | soft | - | - | The laboratory certificate (CLIA) does not cover the test.
B16 | coding | fix | coder | soft | appeal | - | The patient is not a new patient of this practice.
B15 | coding | fix | coder | soft | appeal | - | The service that this one depends on was not found or not paid.
107 | coding | fix | coder | soft | appeal | - | The related service is missing from this claim.
18  | duplicate | review | biller | soft | appeal | never-patient | The payer has this claim already; find the first one and work that.
97  | bundling | fix | coder | hard | appeal | - | Payment is included in another service of the same claim or day.
236 | bundling | fix | coder | hard | appeal | - | The combination of procedures is not payable on one day.
231 | bundling | fix | coder | hard | appeal | - | Procedures that exclude each other were billed together.
234 | bundling | fix | coder | hard | appeal | - | The procedure is not paid separately.
B10 | bundling | fix | coder | hard | appeal | - | The allowed amount was cut because a part of the procedure was paid before.
B13 | duplicate | review | biller | soft | appeal | never-patient | The service was paid before.
B14 | frequency | fix | coder | hard | appeal | - | Only one visit or consultation a day is paid.
151 | frequency | fix | coder | hard | appeal | - | The payer does not see so many services supported.
222 | frequency | fix | coder | hard | appeal | - | More units than the contract allows were billed.
273 | frequency | fix | coder | hard | appeal | - | The coverage guideline's limit was exceeded.
50  | medical-necessity | appeal | coder | hard | appeal | patient-with-notice | The payer does not see the service as medically necessary.
55  | medical-necessity | appeal | coder | hard | appeal | - | The payer sees the service as experimental.
56  | medical-necessity | appeal | coder | hard | appeal | - | The payer does not see the service as proven.
114 | medical-necessity | appeal | coder | hard | appeal | - | The product is not approved by the FDA for this use.
58  | medical-necessity | appeal | coder | hard | appeal | - | The payer sees the place of service as wrong for the service.
54  | medical-necessity | appeal | coder | hard | appeal | - | Several providers or assistants are not paid in this case.
150 | medical-necessity | appeal | coder | hard | appeal | - | The payer sees a lower level of service supported.
152 | medical-necessity | appeal | coder | hard | appeal | - | The payer does not see the length of the service supported.
B22 | medical-necessity | appeal | coder | hard | appeal | - | The payment was adjusted for the diagnosis.
163 | documentation | send-records | biller | soft | appeal | - | The document named in the claim did not arrive.
164 | documentation | send-records | biller | soft | appeal | - | The document named in the claim did not arrive in time.
250 | documentation | send-records | biller | soft | appeal | - | The document received was not the one needed.
251 | documentation | send-records | biller | soft | appeal | - | The document received was incomplete.
B12 | documentation | review | coder | hard | appeal | - | The patient's record does not show the service.
112 | documentation | review | coder | hard | appeal | - | The payer does not see the service as given to this patient.
29  | timely-filing | appeal | biller | hard | appeal | never-patient | The claim came after the payer's filing limit.
138 | payer-review | appeal | biller | hard | appeal | never-patient | The appeal came too late or was not made as the payer wants it.
286 | payer-review | appeal | biller | hard | appeal | never-patient | The time for the appeal has run out.
193 | payer-review | appeal | biller | hard | appeal | - | The payer looked again and keeps its decision.
216 | payer-review | appeal | biller | hard | appeal | - | A review organization decided against the service.
133 | payer-review | review | payer | soft | - | never-patient | The payer has not decided yet.
95  | contract | appeal | contracting | soft | appeal | - | The plan's procedures were not followed.
256 | contract | appeal | contracting | hard | appeal | - | The contract does not pay for this service.
147 | contract | appeal | contracting | soft | appeal | - | The contracted rate has expired or is not on file.
219 | payer-review | appeal | biller | hard | appeal | - | The payer disputes how far the injury goes.
215 | payer-review | review | biller | soft | - | - | Another party's settlement concerns this claim (subrogation).
201 | payer-review | review | biller | soft | - | - | A set-aside arrangement pays for this service.
A1  | claim-data | review | biller | soft | appeal | - | The payer denied the claim; the remark codes say why.
P1  | payer-review | review | biller | hard | appeal | - | State rules of property, casualty or work injury apply; see the payer's letter.
`;
