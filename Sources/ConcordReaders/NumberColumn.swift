import Tables

/// A column of numbers, missing where they are NaN: of integers if all are whole, since some formats
/// have no other way to write those.
func numberColumn(_ name: String, _ numbers: [Double]) -> Column {
  guard let integers = wholeNumbers(numbers) else {
    return Column(name: name, values: .number(numbers))
  }
  let mask = numbers.contains(where: \.isNaN) ? numbers.map(\.isNaN) : nil
  return Column(name: name, values: .integer(integers), missing: mask)
}

/// Numbers as integers, missing ones 0; nil if one is not whole or beyond what doubles tell apart,
/// or if all are missing.
private func wholeNumbers(_ numbers: [Double]) -> [Int64]? {
  var isAny = false
  for number in numbers {
    if number.isNaN { continue }
    guard number.magnitude <= 0x1p53, number.rounded(.towardZero) == number,
      number != 0 || number.sign == .plus
    else { return nil }
    isAny = true
  }
  return isAny ? numbers.map { $0.isNaN ? 0 : Int64($0) } : nil
}
