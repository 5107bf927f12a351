/** A programmer's error: a condition that the code itself guarantees does not hold. */
export class InvariantViolation extends Error {
  override readonly name = 'InvariantViolation';
}

/** Asserts what must hold whatever the user sends. User input is refused by a Rejection instead. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantViolation(message);
}
