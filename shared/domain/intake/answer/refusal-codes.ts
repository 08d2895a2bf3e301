import type { FileProblem, RecordProblem } from '#contracts/upload-answer.ts';

/** What a code of a refusal says is wrong, and what the practice does about it. */
interface Refusal {
  readonly meaning: string;
  readonly whatToDo: string;
}

/** Of a file as a whole. */
export const fileRefusals: Readonly<Record<FileProblem['code'], Refusal>> = {
  'file-empty': {
    meaning: 'The file has no bytes, or was deleted before it was read',
    whatToDo: 'Export and upload it again',
  },
  'file-not-utf-8': {
    meaning: 'The file is in UTF-16',
    whatToDo: 'Save it as UTF-8',
  },
  'file-without-records': {
    meaning: 'There are blank lines only',
    whatToDo: 'Export it again',
  },
  'practice-unknown': {
    meaning: 'The upload lies under no practice that was loaded',
    whatToDo: 'Correct the folder, or have the practice loaded, and upload the file again',
  },
  'format-unknown': {
    meaning: 'The content is of no format that we read',
    whatToDo: 'Export in one of the formats of this page',
  },
  'format-unsupported': {
    meaning: 'The file is XML, HTML or another format that we recognise and do not read',
    whatToDo: 'Export in one of the formats of this page',
  },
  'file-not-encounters': {
    meaning: 'The file is an X12 answer or remittance and holds no claims',
    whatToDo: 'Give it to whoever looks after the exchange with the clearinghouse',
  },
  'file-is-practice-document': {
    meaning: 'The file is a practice document',
    whatToDo: 'Load it with the command for practices',
  },
  'file-too-large': {
    meaning: 'The file is larger than 5 GB',
    whatToDo: 'Upload it in pieces',
  },
  'file-too-many-records': {
    meaning: 'The file has more than 2,000,000 records',
    whatToDo: 'Upload it in pieces',
  },
  'file-broken-off': {
    meaning: 'From one place on the file cannot be read; the place is told',
    whatToDo: 'Export it again',
  },
  'line-ends-mixed': {
    meaning: 'Lines end in different ways: two exports were put together, or one was changed',
    whatToDo: 'Export it again in one piece',
  },
  'file-quarantined': {
    meaning: 'The file looks like a program or holds active content; it was not read',
    whatToDo: 'Send the data alone, without programs, macros or scripts',
  },
  'name-has-phi': {
    meaning: 'The name of the file tells about a patient',
    whatToDo: 'Name the file by its day or batch',
  },
  'archive-damaged': {
    meaning: 'The archive cannot be unpacked; what is wrong is told',
    whatToDo: 'Make it again',
  },
  'archive-encrypted': {
    meaning: 'The archive is locked with a password',
    whatToDo: 'Send it without; the way here is encrypted',
  },
  'archive-nested': {
    meaning: 'There is an archive in the archive',
    whatToDo: 'Put the files themselves into one archive',
  },
  'archive-expands-too-much': {
    meaning: 'The archive unpacks to more than 200 times its size',
    whatToDo: 'Send the files themselves',
  },
  'archive-too-large': {
    meaning: 'The archive unpacks to more than 20 GB',
    whatToDo: 'Send the files in several archives',
  },
  'archive-too-many-entries': {
    meaning: 'The archive has more than 10,000 files',
    whatToDo: 'Send the files in several archives',
  },
  'csv-header-unknown': {
    meaning: 'The first row of the CSV file fits none of your mappings',
    whatToDo: 'Use the template, or have the mapping changed',
  },
  'csv-second-header': {
    meaning: 'There is a second header row: two exports were put together',
    whatToDo: 'Upload each export by itself',
  },
  'csv-too-many-columns': {
    meaning: 'The CSV file has more than 1,000 columns',
    whatToDo: 'Export only the columns that are mapped',
  },
  'batch-count-differs': {
    meaning: 'The trailer of an HL7 batch counts other messages than there are',
    whatToDo: 'Export it again',
  },
  'envelope-invalid': {
    meaning: 'The envelope of an HL7 or X12 file is not whole; the place is told',
    whatToDo: 'Export it again',
  },
  'control-totals-differ': {
    meaning: 'The totals of the file are not those of its rows',
    whatToDo: 'Export it again',
  },
  'file-deleted': {
    meaning: 'The file was deleted before it was read',
    whatToDo: 'Upload it again',
  },
};

/** Of a record. */
export const recordRefusals: Readonly<Record<RecordProblem['code'], Refusal>> = {
  'record-too-long': {
    meaning: 'The line is longer than 1,000,000 bytes',
    whatToDo: 'One encounter a line; a shorter note',
  },
  'not-utf-8': {
    meaning: 'The line has a byte that is not UTF-8; its offset is told',
    whatToDo: 'Export as UTF-8',
  },
  'not-json': {
    meaning: 'The line is not JSON; the character is told at which it stops being so',
    whatToDo: 'One JSON object a line',
  },
  'not-an-object': {
    meaning: 'The line is a list or a single value',
    whatToDo: 'One JSON object a line',
  },
  'field-missing': {
    meaning: 'A required field is not there',
    whatToDo: 'Add it',
  },
  'field-unknown': {
    meaning: 'There is a field that we do not have; perhaps the one meant is named',
    whatToDo: 'Rename or remove it',
  },
  'field-invalid': {
    meaning: 'A value does not have the form of its field',
    whatToDo: 'Correct it; the expected form is told',
  },
  'character-not-sendable': {
    meaning: 'A name or address has a character that X12 cannot carry',
    whatToDo: 'Write it as on the card',
  },
  'text-too-long': {
    meaning: 'A text is longer than X12 takes',
    whatToDo: 'Shorten it as on the card',
  },
  'npi-check-digit': {
    meaning: 'The last digit of an NPI does not fit the others',
    whatToDo: 'Look the provider up in NPPES',
  },
  'provider-unknown': {
    meaning: 'The rendering provider is not one of your practice',
    whatToDo: 'Correct the NPI, or have the provider added',
  },
  'payer-unknown': {
    meaning: 'The payer is not one of your practice',
    whatToDo: 'Correct the id, or have the payer added',
  },
  'charges-do-not-add-up': {
    meaning: 'The total is not the sum of the lines',
    whatToDo: 'Compare with the superbill',
  },
  'charge-negative': {
    meaning: 'A charge is below zero',
    whatToDo: 'Send the charge as it was',
  },
  'date-in-future': {
    meaning: 'A day of service is after today (UTC)',
    whatToDo: 'Correct the date, or wait',
  },
  'date-before-birth': {
    meaning: 'Service before the patient was born',
    whatToDo: 'Correct either date',
  },
  'date-after-death': {
    meaning: 'Service after the patient died',
    whatToDo: 'Correct either date',
  },
  'date-outside-visit': {
    meaning: "A line's day is not within the visit",
    whatToDo: 'Correct either date',
  },
  'dates-reversed': {
    meaning: 'The last day is before the first, or the admission, onset or accident is after the last',
    whatToDo: 'Correct either date',
  },
  'diagnosis-pointer-unknown': {
    meaning: 'A line points at a diagnosis that is not there',
    whatToDo: 'Add the diagnosis or correct the pointer',
  },
  'coverage-order': {
    meaning: 'Coverages are not primary, secondary, tertiary',
    whatToDo: 'List them in the order in which they pay',
  },
  'subscriber-missing': {
    meaning: 'Somebody else holds the policy and is not named',
    whatToDo: 'Add the subscriber',
  },
  'subscriber-superfluous': {
    meaning: 'The patient holds the policy, and a subscriber is named',
    whatToDo: 'Remove it, or correct the relationship',
  },
  'guarantor-missing': {
    meaning: 'The patient is under 18 and nobody receives the bill',
    whatToDo: 'Add the guarantor',
  },
  'uncoded-without-note': {
    meaning: 'No codes, and no note to code from',
    whatToDo: 'Add the note or the codes',
  },
  'already-billed': {
    meaning: 'A visit was taken back and sent again too often',
    whatToDo: 'Send it as another encounter if it took place',
  },
  'changed-by-staff': {
    meaning: 'Staff have changed the claim since; given no more, for such a change becomes a task',
    whatToDo: 'Decide in the task',
  },
  'older-version': {
    meaning: 'We hold a later version of the visit',
    whatToDo: 'Send the latest',
  },
  'nested-too-deep': {
    meaning: 'A record has more levels of objects and lists than any encounter has',
    whatToDo: 'Export the record as described',
  },
  'field-repeated': {
    meaning: 'A field stands twice in one object, so that two readers could see two visits',
    whatToDo: 'Keep one of the two',
  },
  'csv-quote-not-closed': {
    meaning: 'A quoted cell has no closing quote',
    whatToDo: 'Close the quote, or export the file again',
  },
  'csv-columns-differ': {
    meaning: 'A row has more or fewer cells than the header',
    whatToDo: 'Quote cells that have the separator in them',
  },
  'segment-malformed': {
    meaning: 'A line of an HL7 message is not a segment',
    whatToDo: 'Correct the export; the segment is told',
  },
  'segment-missing': {
    meaning: 'An HL7 message lacks a segment that its type needs',
    whatToDo: 'Have the interface send the segment',
  },
  'hl7-delimiters': {
    meaning: 'MSH-1 or MSH-2 do not say how the message is separated',
    whatToDo: 'Send the usual `^~\\&`',
  },
  'hl7-charset': {
    meaning: 'MSH-18 names a character set that we do not read',
    whatToDo: 'Send UTF-8, ASCII or ISO 8859-1',
  },
  'hl7-version-missing': {
    meaning: 'MSH-12 does not say which version of HL7 this is',
    whatToDo: 'Have the interface send the version',
  },
  'message-type-unknown': {
    meaning: 'MSH-9 does not say what kind of message this is',
    whatToDo: 'Have the interface send the type',
  },
  'test-message': {
    meaning: 'The message says of itself that it is a test',
    whatToDo: 'Send it to a training practice, or as production',
  },
  'source-unknown': {
    meaning: 'No source system of the practice is the sender',
    whatToDo: 'Have the sender added to the practice',
  },
  'source-kind-differs': {
    meaning: 'The source sends visits in parts, and this record is a whole one, or the other way round',
    whatToDo: 'Use a source system of its own for each',
  },
  'visit-number-missing': {
    meaning: 'Nothing says to which visit this belongs',
    whatToDo: 'Have the visit number sent',
  },
  'visit-reference-missing': {
    meaning: 'A charge points at no visit, and not exactly one fits',
    whatToDo: 'Have the reference to the visit sent',
  },
  'diagnosis-icd-9': {
    meaning: 'The diagnosis is an ICD-9 code; ICD-10 replaced it on 2015-10-01',
    whatToDo: 'Send the ICD-10-CM code',
  },
  'diagnosis-code-invalid': {
    meaning: 'A diagnosis does not have the form of an ICD-10-CM code',
    whatToDo: 'Correct the code, or map it',
  },
  'procedure-code-invalid': {
    meaning: 'A procedure does not have the form of a CPT or HCPCS code',
    whatToDo: 'Correct the code, or map it',
  },
  'modifier-invalid': {
    meaning: 'A modifier does not have two letters or digits',
    whatToDo: 'Correct the modifier, or map it',
  },
  'ndc-invalid': {
    meaning: 'A national drug code does not have 11 digits',
    whatToDo: 'Copy it again from the package',
  },
  'units-not-whole': {
    meaning: 'Units are not a whole number from 1 to 9999',
    whatToDo: 'Send whole units',
  },
  'amount-not-in-cents': {
    meaning: 'An amount is not dollars and whole cents',
    whatToDo: 'Send it with two decimals',
  },
  'charge-missing': {
    meaning: 'A line has no charge, and no fee schedule of the practice has its code',
    whatToDo: 'Send the charge, or add the code to the fee schedule',
  },
  'provider-unmapped': {
    meaning: 'The provider is given by an id that the practice has not mapped',
    whatToDo: 'Have the id added to the provider',
  },
  'payer-unmapped': {
    meaning: 'The payer is given by an id or name that the practice has not mapped',
    whatToDo: 'Have the id or name added to the payer',
  },
  'location-unmapped': {
    meaning: 'The location is given by an id that the practice has not mapped',
    whatToDo: 'Have the id added to the location',
  },
  'place-of-service-unmapped': {
    meaning: 'Nothing says where the service took place',
    whatToDo: 'Send the place of service, or have the location mapped',
  },
  'code-unmapped': {
    meaning: 'A value is not one that we know, and the practice has not mapped it',
    whatToDo: 'Correct the value, or have it mapped',
  },
  'address-foreign': {
    meaning: 'An address is outside the United States',
    whatToDo: 'Send a mailing address in the United States',
  },
  'billing-provider-differs': {
    meaning: 'The claim bills for somebody else than this practice',
    whatToDo: 'Upload it for the practice that it bills for',
  },
  'claim-kind-not-billed': {
    meaning: 'The claim is of a kind that we do not bill',
    whatToDo: 'Bill it in the system that it comes from',
  },
  'decided-by-other-payer': {
    meaning: 'Another payer has decided the claim already; the payer after the first one is not billed here',
    whatToDo:
      'Bill the next payer in the system that billed the first, or take the claim over with what is open',
  },
  'original-unknown': {
    meaning: 'A claim replaces or voids one that is not known here; it is never sent as a new one',
    whatToDo: 'Send the original first, take it over from the old system, or finish it there',
  },
  'claim-taken-over': {
    meaning: 'The claim was taken over from an old system with what was open of it',
    whatToDo: 'Work the claim that was taken over; it is not billed a second time',
  },
  'resource-unknown': {
    meaning: 'A FHIR resource is of no type that FHIR has',
    whatToDo: 'Correct `resourceType`',
  },
  'modifier-extension': {
    meaning: 'A FHIR resource has a modifier extension, which must not be ignored',
    whatToDo: 'Send it without the extension',
  },
  'reference-broken': {
    meaning: 'Something points at what is not there',
    whatToDo: 'Send what it points at',
  },
  'balances-do-not-add-up': {
    meaning: 'Charge, paid, adjusted and balance of an old claim do not agree',
    whatToDo: 'Correct the row in the old system',
  },
  'line-ends-mixed': {
    meaning: 'Lines inside one message end in different ways',
    whatToDo: 'Export the message again',
  },
  'transaction-invalid': {
    meaning: 'The X12 transaction of the claim breaks a rule of its guide; the place is told',
    whatToDo: 'Correct the claim and export it again',
  },
};
