import * as z from 'zod';
import { PlainDate } from '#contracts/dates.ts';
import { datePeriodSchema } from '#domain/x12/schemas/party.ts';
import { schemaOf } from '#domain/x12/schemas/schema-of.ts';
import type { Transport278, SpinalManipulation278, Oxygen278, HomeHealth278 } from './conditions.ts';

export const transport278Schema = schemaOf<Transport278>()(
  z.strictObject({
    weightPounds: z.number().exactOptional(),
    weightKilograms: z.number().exactOptional(),
    kind: z.string().exactOptional(),
    reasonCode: z.string().exactOptional(),
    miles: z.number().exactOptional(),
    roundTripPurpose: z.string().exactOptional(),
    stretcherPurpose: z.string().exactOptional(),
  }),
);

export const spinalManipulation278Schema = schemaOf<SpinalManipulation278>()(
  z.strictObject({
    treatmentNumber: z.number().exactOptional(),
    treatmentCount: z.number().exactOptional(),
    subluxationFrom: z.string().exactOptional(),
    subluxationTo: z.string().exactOptional(),
    conditionCode: z.string().exactOptional(),
    complication: z.boolean().exactOptional(),
    description1: z.string().exactOptional(),
    description2: z.string().exactOptional(),
    xrayAvailable: z.boolean().exactOptional(),
  }),
);

export const oxygen278Schema = schemaOf<Oxygen278>()(
  z.strictObject({
    equipment: z.string().exactOptional(),
    equipment2: z.string().exactOptional(),
    equipment3: z.string().exactOptional(),
    reason: z.string().exactOptional(),
    flowRate: z.number().exactOptional(),
    dailyUses: z.number().exactOptional(),
    useHours: z.number().exactOptional(),
    therapistOrder: z.string().exactOptional(),
    arterialBloodGas: z.number().exactOptional(),
    saturation: z.number().exactOptional(),
    testCondition: z.string().exactOptional(),
    testFindings: z.array(z.string()),
    portableFlowRate: z.number().exactOptional(),
    deliverySystem: z.string().exactOptional(),
  }),
);

export const homeHealth278Schema = schemaOf<HomeHealth278>()(
  z.strictObject({
    prognosis: z.string(),
    startDate: PlainDate,
    certificationPeriod: datePeriodSchema.exactOptional(),
    medicareCoverage: z.string(),
    certification: z.string(),
    surgeryDate: PlainDate.exactOptional(),
    surgery: z.strictObject({ qualifier: z.string(), code: z.string() }).exactOptional(),
    orderDate: PlainDate.exactOptional(),
    lastVisitDate: PlainDate.exactOptional(),
    physicianContactDate: PlainDate.exactOptional(),
    lastAdmissionPeriod: datePeriodSchema.exactOptional(),
    patientLocation: z.string().exactOptional(),
  }),
);
