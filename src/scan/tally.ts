/** What a scan tells of its own work, beside the states. */
export class Tally {
  /** Connects, of every purpose. */
  sent = 0;
  /** Pairs that were asked more than once because of silence. */
  retried = 0;
  /** Pairs that answered only then. */
  recovered = 0;
  /** Silent pairs of a random sample that were asked once more. */
  sampled = 0;
  /** Those of them that answered. */
  sampledAnswers = 0;
  /** Hosts of which no sign of life was seen. */
  absentHosts = 0;
}
