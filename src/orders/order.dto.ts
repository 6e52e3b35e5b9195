import 'reflect-metadata';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsEmail,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  DEBTOR_COUNTRIES,
  INVOICE_CHANNELS,
  INVOICE_FLOWS,
  INVOICE_PRODUCTS,
  LINE_TYPES,
} from '../domain/order/order.js';
import { notAList, notLists } from '../platform/validation/no-lists.js';
import { rule } from '../platform/validation/rule.js';
import {
  asText,
  Decimal,
  digitsOfPhone,
  Id,
  IsCalendarDate,
  MinorUnits,
  OptionalText,
  ProviderId,
  trimmed,
} from './order-fields.js';

/** The largest amount the provider's 32-bit field can carry. */
const AMOUNT_MAX = 2_147_483_647;
const LINES_MAX = 100;

const SECTION = rule('object', 'must be an object', 'Send an object with its own fields.');

export class AddressDto {
  @OptionalText(200)
  readonly line1: string | null = null;

  @OptionalText(200)
  readonly line2: string | null = null;

  @OptionalText(20)
  readonly postalCode: string | null = null;

  @OptionalText(100)
  readonly city: string | null = null;

  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim().toUpperCase() : value))
  @IsIn(DEBTOR_COUNTRIES, rule('country', 'country must be NO, SE or FI', 'Kravia invoices debtors in NO, SE and FI.'))
  readonly country!: string;
}

export class DebtorDto {
  @Id(64)
  readonly debtorId!: string;

  @IsIn(['company', 'person'], rule('debtorType', 'type must be company or person', 'Send company or person.'))
  readonly type!: 'company' | 'person';

  @OptionalText(200)
  readonly name: string | null = null;

  @Transform(asText)
  @OptionalText(30)
  readonly organizationNumber: string | null = null;

  @OptionalText(100)
  readonly firstName: string | null = null;

  @OptionalText(100)
  readonly lastName: string | null = null;

  @Transform(trimmed)
  @IsOptional()
  @IsEmail({}, rule('email', 'email must be an e-mail address', 'Send an address such as name@example.com.'))
  readonly email: string | null = null;

  @Transform(digitsOfPhone)
  @IsOptional()
  @Matches(
    /^\+?\d{5,15}$/,
    rule('phone', 'phone must be 5 to 15 digits', 'Send it with its country code, such as +4790000001.'),
  )
  readonly phone: string | null = null;

  @Transform(trimmed)
  @IsOptional()
  @Matches(/^[a-z]{2}$/, rule('language', 'language must be a two-letter code', 'Send nb, sv or en.'))
  readonly language: string | null = null;

  @OptionalText(100)
  readonly reference: string | null = null;

  @OptionalText(100)
  readonly costCenter: string | null = null;

  @IsDefined(rule('required', 'address is missing', 'Send the debtor’s billing address.'))
  @Type(() => AddressDto)
  @Transform(notAList)
  @ValidateNested(SECTION)
  readonly address!: AddressDto;
}

export class LineDto {
  @Id(64)
  readonly lineId!: string;

  @Transform(asText)
  @OptionalText(100)
  readonly sku: string | null = null;

  @Transform(trimmed)
  @IsString(rule('text', 'description must be text', 'Send the text for the invoice line.'))
  @Length(1, 500, rule('length', 'description must have 1 to 500 characters', 'Send the text for the invoice line.'))
  readonly description!: string;

  @Decimal(/^-?\d{1,9}(\.\d{1,6})?$/, 'quantity must be a decimal with at most six places', 'Send "1" or "2.5".')
  readonly quantity!: string;

  @MinorUnits(-AMOUNT_MAX, AMOUNT_MAX, 'amount')
  readonly amount!: number;

  @Decimal(/^\d{1,2}(\.\d{1,2})?$/, 'vatRate must be a percentage with at most two places', 'Send "25" or "11.11".')
  readonly vatRate!: string;

  @IsOptional()
  @MinorUnits(-AMOUNT_MAX, AMOUNT_MAX, 'vatAmount')
  readonly vatAmount: number | null = null;

  @Transform(asText)
  @OptionalText(20)
  readonly vatCode: string | null = null;

  @IsOptional()
  @IsIn(
    LINE_TYPES,
    rule('lineType', `type must be one of ${LINE_TYPES.join(', ')}`, 'Correct it, or leave it out for goods.'),
  )
  readonly type: (typeof LINE_TYPES)[number] | null = null;
}

export class InvoiceWishesDto {
  @IsOptional()
  @IsIn(
    INVOICE_PRODUCTS,
    rule('product', `product must be one of ${INVOICE_PRODUCTS.join(', ')}`, 'Correct it, or leave it to the rules.'),
  )
  readonly product: (typeof INVOICE_PRODUCTS)[number] | null = null;

  @IsOptional()
  @IsIn(
    INVOICE_CHANNELS,
    rule('channel', 'channel must be kravia or merchant', 'Correct it, or leave it to the rules.'),
  )
  readonly channel: (typeof INVOICE_CHANNELS)[number] | null = null;

  @IsOptional()
  @IsInt(rule('range', 'daysUntilDue must be a whole number', 'Send 0 to 365 days.'))
  @Min(0, rule('range', 'daysUntilDue must be at least 0', 'Send 0 to 365 days.'))
  @Max(365, rule('range', 'daysUntilDue must be at most 365', 'Send 0 to 365 days.'))
  readonly daysUntilDue: number | null = null;

  /** How the invoice comes about; left to the configuration otherwise. */
  @IsOptional()
  @IsIn(
    INVOICE_FLOWS,
    rule('flow', `flow must be one of ${INVOICE_FLOWS.join(', ')}`, 'Correct it, or leave it to the configuration.'),
  )
  readonly flow: (typeof INVOICE_FLOWS)[number] | null = null;

  /** For a checkout: whether the debtor gets the link by e-mail. */
  @IsOptional()
  @IsBoolean(rule('flag', 'sendLink must be true or false', 'Send true or false, or leave it to the configuration.'))
  readonly sendLink: boolean | null = null;

  /** The number the invoice has in the ERP; shown at Dintero beside our reference. */
  @Transform(asText)
  @OptionalText(100)
  readonly number: string | null = null;

  /** The transaction at Dintero that is this order's invoice already, for instance from a webshop: it is bound. */
  @ProviderId('transaction')
  readonly transactionId: string | null = null;

  /** The session at Dintero in which the debtor pays, or paid, this order: its transaction is bound. */
  @ProviderId('session')
  readonly sessionId: string | null = null;

  /** The reference under which this order was sold at Dintero already: the transaction is found by it, and bound. */
  @OptionalText(100)
  readonly saleReference: string | null = null;
}

/** The canonical order as an ERP sends it. Amounts are minor units including VAT, after discount. */
export class OrderDto {
  @Id(100)
  readonly orderId!: string;

  @Transform(asText)
  @OptionalText(100)
  readonly orderNumber: string | null = null;

  @IsInt(rule('revision', 'revision must be a whole number', 'Send 1 for a new order, one more for each new version.'))
  @Min(1, rule('revision', 'revision must be at least 1', 'Send 1 for a new order.'))
  @Max(9999, rule('revision', 'revision must be at most 9999', 'Send 1 for a new order.'))
  readonly revision: number = 1;

  @IsIn(
    ['confirmed', 'cancelled'],
    rule('status', 'status must be confirmed or cancelled', 'Send orders once they are confirmed.'),
  )
  readonly status: string = 'confirmed';

  @IsCalendarDate()
  readonly orderDate!: string;

  @Matches(/^[A-Z]{3}$/, rule('currency', 'currency must be three capital letters', 'Send NOK or SEK.'))
  readonly currency!: string;

  @MinorUnits(-AMOUNT_MAX, AMOUNT_MAX, 'totalAmount')
  readonly totalAmount!: number;

  @MinorUnits(0, AMOUNT_MAX, 'vatAmount')
  readonly vatAmount!: number;

  @IsDefined(rule('required', 'debtor is missing', 'Send who owes the invoice.'))
  @Type(() => DebtorDto)
  @Transform(notAList)
  @ValidateNested(SECTION)
  readonly debtor!: DebtorDto;

  @IsArray(rule('array', 'lines must be a list', 'Send one object per line.'))
  @ArrayMinSize(1, rule('lines', 'an order needs at least one line', 'Send at least one line.'))
  @ArrayMaxSize(
    LINES_MAX,
    rule('lines', `an order has at most ${LINES_MAX} lines`, 'Combine lines, or split the order.'),
  )
  @Type(() => LineDto)
  @Transform(notLists)
  @ValidateNested({ ...SECTION, each: true })
  readonly lines!: LineDto[];

  @IsOptional()
  @Type(() => InvoiceWishesDto)
  @Transform(notAList)
  @ValidateNested(SECTION)
  readonly invoice: InvoiceWishesDto | null = null;

  @IsOptional()
  @IsObject(rule('metadata', 'metadata must be an object', 'Send names with text or numbers.'))
  readonly metadata: Record<string, unknown> | null = null;
}

/** What a cancelled order must say; the rest of it is not looked at. */
export class CancellationDto {
  @Id(100)
  readonly orderId!: string;

  @IsOptional()
  @IsInt(rule('revision', 'revision must be a whole number', 'Send the revision that is cancelled, or leave it out.'))
  @Min(1, rule('revision', 'revision must be at least 1', 'Send the revision that is cancelled, or leave it out.'))
  readonly revision: number | null = null;

  @Transform(trimmed)
  @IsString(
    rule('cause', 'cause is missing', 'Say why the order was cancelled, such as "returned" or "entered twice".'),
  )
  @MaxLength(200, rule('cause', 'cause must have at most 200 characters', 'Shorten it.'))
  @Length(1, 200, rule('cause', 'cause is empty', 'Say why the order was cancelled.'))
  readonly cause!: string;

  /** More about it, in words; decides nothing. */
  @Transform(trimmed)
  @IsOptional()
  @IsString(rule('note', 'note must be text', 'Leave it out, or send a sentence.'))
  @MaxLength(200, rule('note', 'note must have at most 200 characters', 'Shorten it.'))
  readonly note: string | null = null;
}
