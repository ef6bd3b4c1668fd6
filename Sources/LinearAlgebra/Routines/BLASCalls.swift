import CLAPACK

/// What every wrapper of a BLAS or LAPACK routine needs: sizes, flags, the one-thread rule and the
/// reading of `info`.
enum BLAS {
  /// The one-letter flags of the Fortran interface.
  static let upper = CChar(85)  // U
  static let transposed = CChar(84)  // T
  static let plain = CChar(78)  // N: not transposed, or a diagonal that is not all ones
  static let left = CChar(76)  // L
  static let right = CChar(82)  // R
  static let oneNorm = CChar(49)  // 1
  static let vectors = CChar(86)  // V

  /// Sets BLAS to one thread, once, before the first call: rows are split over threads by us, and
  /// a BLAS that splits again gains nothing on tall data and waits by spinning.
  private static let setThreads: Void = clapack_use_one_thread()

  /// A size as BLAS takes it, with BLAS made ready. Sizes are checked here and nowhere else.
  ///
  /// - Precondition: `size` fits in 32 bits. Data are checked by `requireIndexable` at the door.
  @inline(__always)
  static func integer(_ size: Int) -> CInt {
    _ = setThreads
    guard let result = CInt(exactly: size) else {
      preconditionFailure("a dimension of \(size) is more than BLAS can index")
    }
    return result
  }

  /// A leading dimension: at least 1, also for matrices without rows.
  @inline(__always)
  static func leadingDimension(_ rows: Int) -> CInt { integer(max(1, rows)) }

  /// Throws unless BLAS can index the rows and columns of the matrix.
  static func requireIndexable(_ matrix: Matrix) throws(LinearAlgebraError) {
    try requireIndexable(rows: matrix.rowCount, columns: matrix.columnCount)
  }

  /// Throws unless BLAS can index so many rows and columns.
  static func requireIndexable(rows: Int, columns: Int) throws(LinearAlgebraError) {
    let dimension = max(rows, columns)
    if dimension > Int(CInt.max) { throw .tooLarge(dimension: dimension) }
  }

  /// Traps on a negative `info`: an argument of ours was wrong.
  @inline(__always)
  static func requireValidArguments(_ info: CInt, _ routine: StaticString) {
    precondition(info >= 0, "argument \(-info) of \(routine)")
  }
}
