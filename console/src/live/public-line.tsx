import { countOf } from '../format/numbers.ts';
import styles from './live.module.css';
import type { LiveNumbers } from './live-queries.ts';

/** What pages sent with public write keys, which is never among the other numbers. */
export function PublicLine({ numbers }: { readonly numbers: LiveNumbers }) {
  const { views, interactions, clicks, couponUses, conversions } = numbers;
  const parts = [
    countOf(views, 'view'),
    countOf(interactions, 'interaction'),
    countOf(clicks, 'click'),
    countOf(couponUses, 'coupon use'),
    countOf(conversions, 'conversion'),
  ];
  return (
    <p className={styles.public}>
      Sent by pages, and not in these numbers, for anybody can forge it: {parts.join(', ')}.
    </p>
  );
}
