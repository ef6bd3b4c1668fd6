/// Elementary functions with the same bits on every machine.
///
/// They use only operations whose rounding IEEE 754 fixes (+, −, ×, ÷, √ and exact scaling), in a
/// fixed order, so that a seeded simulation repeats to the last bit whatever the system's own
/// mathematics library does. Every result is within two units in the last place.
package enum PortableMath {
  /// ln 2 rounded to 32 bits, so that its product with any exponent is exact.
  static let logTwoHigh = 0x1.62e42fee00000p-1
  /// ln 2 − `logTwoHigh`.
  static let logTwoLow = 0x1.a39ef35793c76p-33
}
