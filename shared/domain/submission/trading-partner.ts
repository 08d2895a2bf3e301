import type { Practice } from '#contracts/practice.ts';
import { TradingPartnerProfile, type TradingPair } from '#contracts/trading-partner.ts';

const usualProfile = TradingPartnerProfile.parse({});

/** How the partner with this id wants its files: the clearinghouse as the practice says, anybody else as usual. */
export function profileOf(
  { clearinghouse }: Pick<Practice, 'clearinghouse'>,
  partnerId = clearinghouse.receiverId,
): TradingPartnerProfile {
  return partnerId === clearinghouse.receiverId ? (clearinghouse.profile ?? usualProfile) : usualProfile;
}

/** The practice and its clearinghouse. */
export function clearinghousePair(practice: Pick<Practice, 'submitterId' | 'clearinghouse'>): TradingPair {
  return { ourId: practice.submitterId, partnerId: practice.clearinghouse.receiverId };
}
