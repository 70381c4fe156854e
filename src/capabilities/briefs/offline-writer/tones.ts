import { countPhrases, wordSetOf } from '../category/words.ts';
import type { Persona } from '../tools/curated.ts';

/** How a brief sounds. */
export type Voice = Persona['voice'];

interface ToneFamily {
  /** What to do to sound like it. */
  readonly advice: string;
  /** Words by which a caller asks for it. */
  readonly words: readonly string[];
  /** A last remark before the call to action. */
  readonly remarks: readonly string[];
}

export const TONES: Readonly<Record<Voice, ToneFamily>> = {
  warm: {
    advice: 'talk to one person, use small words, leave room for a smile',
    words: [
      'warm',
      'friendly',
      'kind',
      'heartfelt',
      'family',
      'caring',
      'emotional',
      'cozy',
      'cosy',
      'personal',
      'empathetic',
      'inclusive',
    ],
    remarks: [
      'If this sounds like your kind of day, you are my kind of people.',
      'No perfect version needed. Come as you are.',
      'Somebody you know needs to hear this today.',
      'It is allowed to be this simple.',
    ],
  },
  playful: {
    advice: 'keep sentences short, allow one joke, and make it at your own expense',
    words: [
      'playful',
      'fun',
      'funny',
      'humorous',
      'witty',
      'cheeky',
      'light',
      'lighthearted',
      'quirky',
      'silly',
      'ironic',
      'upbeat',
      'young',
    ],
    remarks: [
      'Judge me all you like. I regret nothing.',
      'Side effects include telling everyone about it.',
      'I would apologize for the enthusiasm, but I am busy.',
      'My group chat has asked me to stop. I have not.',
    ],
  },
  bold: {
    advice: 'open with a statement, cut the qualifiers, end before they expect it',
    words: [
      'bold',
      'edgy',
      'confident',
      'provocative',
      'energetic',
      'strong',
      'powerful',
      'daring',
      'loud',
      'motivational',
      'inspiring',
      'adventurous',
      'exciting',
    ],
    remarks: [
      'Try it or keep scrolling. I know what I would do.',
      'Waiting for the right moment is how the right moment gets away.',
      'Nobody ever told a good story about staying where they were.',
      'Say yes before you have a reason to say no.',
    ],
  },
  expert: {
    advice: 'be specific, name the limits, and let the reader draw the conclusion',
    words: [
      'expert',
      'professional',
      'informative',
      'serious',
      'factual',
      'technical',
      'authoritative',
      'educational',
      'trustworthy',
      'analytical',
      'business',
      'formal',
      'clear',
    ],
    remarks: [
      'Look closely, ask the awkward questions, then decide.',
      'It will not suit everyone, and I say so in good conscience.',
      'Judge it by the part that you would use most.',
      'The best test is your own ordinary day.',
    ],
  },
  calm: {
    advice: 'slow down, use pictures rather than adjectives, and leave out the exclamation marks',
    words: [
      'calm',
      'minimal',
      'minimalist',
      'luxurious',
      'luxury',
      'elegant',
      'premium',
      'sophisticated',
      'quiet',
      'soft',
      'poetic',
      'relaxed',
      'honest',
      'sincere',
      'authentic',
    ],
    remarks: [
      'No rush. It will still make sense tomorrow.',
      'Good things are allowed to be quiet.',
      'Less of everything, and that one thing done well.',
      'That is all, and it is enough.',
    ],
  },
};

/** The voice that a wish such as "playful, but not childish" asks for; the persona's own where it names none. */
export function voiceOf(tone: string | null, fallback: Voice): Voice {
  const wanted = wordSetOf(tone ?? '');
  const voices: Voice[] = ['warm', 'playful', 'bold', 'expert', 'calm'];
  const best = voices.reduce((top, next) =>
    countPhrases(TONES[next].words, wanted) > countPhrases(TONES[top].words, wanted) ? next : top,
  );
  return countPhrases(TONES[best].words, wanted) > 0 ? best : fallback;
}
