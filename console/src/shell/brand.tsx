import styles from './shell.module.css';

export function Brand() {
  return (
    <>
      <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="#c42a63" />
        <path
          d="M7 23V10.5l9 7 9-7V23"
          fill="none"
          stroke="#ffd76a"
          strokeWidth="3.4"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span className={styles.name}>Marquee</span>
    </>
  );
}
