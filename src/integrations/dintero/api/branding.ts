import type { Merchant } from '../../../domain/merchant.js';
import type { Open } from '../types/open.js';
import type { DinteroCaller, Operation } from './operation.js';
import { NO_SCOPE } from './scopes.js';

const LOOK = '/variant/{variant}/color/{color}/width/{width}/{template}';

export const BRANDING_OPERATIONS = {
  logos: {
    name: 'branding.logos',
    does: 'an image with the logos of payment types',
    method: 'GET',
    base: 'checkout',
    path: `/branding/logos/{logos}${LOOK}`,
    scopes: NO_SCOPE,
    answers: 'svg',
  },
  profile: {
    name: 'branding.profile',
    does: 'an image with the logos of what a profile offers',
    method: 'GET',
    base: 'checkout',
    path: `/branding/profiles/{profile_id}${LOOK}`,
    scopes: NO_SCOPE,
    answers: 'svg',
  },
} as const satisfies Readonly<Record<string, Operation>>;

export interface ImageLook {
  readonly variant: Open<'colors' | 'mono'>;
  /** Hexadecimal without `#`, or `rgb(…)` or `rgba(…)`. */
  readonly color: string;
  readonly widthPixels: number;
  readonly template: Open<'dintero_top_frame.svg' | 'logos.svg'>;
}

/** Images that show how one can pay. */
export class BrandingApi {
  constructor(private readonly dintero: DinteroCaller) {}

  /** The SVG. */
  logos(merchant: Merchant, logos: readonly string[], look: ImageLook): Promise<string> {
    return this.image(merchant, BRANDING_OPERATIONS.logos, { logos: logos.join('_') }, look);
  }

  /** The SVG. */
  profile(merchant: Merchant, profileId: string, look: ImageLook): Promise<string> {
    return this.image(merchant, BRANDING_OPERATIONS.profile, { profile_id: profileId }, look);
  }

  private async image(
    merchant: Merchant,
    operation: Operation,
    of: Readonly<Record<string, string>>,
    { variant, color, widthPixels, template }: ImageLook,
  ): Promise<string> {
    const params = { ...of, variant, color, width: String(widthPixels), template };
    return (await this.dintero.answer(merchant, operation, { params })).body.toString('utf8');
  }
}
