// | our name             | C functions                          |
// |----------------------|--------------------------------------|
// | factorTiledCholesky  | dpotrf, dtrsm, dgemm (on square tiles) |
// | invertTiledCholesky  | dtrsm, dgemm (on columns of tiles)   |

import CLAPACK

/// The side of a tile: large enough for matrix products at full speed, small enough that two threads
/// have enough tiles of a thousand columns.
private let tileSide = 128
/// Below this order one thread is as fast.
private let fewestTiledColumns = 384

/// Replaces the upper triangle of A by R with R′R = A, tiles in parallel; the strict lower triangle may
/// come to hold anything. The tiles depend on the order only, so that bits do not depend on
/// threads. Returns 0, or the order of a leading minor that is not positive.
package func factorTiledCholesky(_ a: inout Matrix) -> Int {
  let order = a.rowCount
  if order < fewestTiledColumns { return factorCholesky(&a) }
  let tiles = Tiles(order)
  return a.elements.withUnsafeMutableBufferPointer { buffer in
    // Every task writes tiles of its own, and reads tiles that are finished.
    nonisolated(unsafe) let base = buffer
    let stride = BLAS.integer(order)
    for k in 0..<tiles.count {
      let info = clapack_dpotrf(BLAS.upper, tiles.size(k), at(base, k, k, tiles), stride)
      BLAS.requireValidArguments(info, "dpotrf")
      if info > 0 { return tiles.start(k) + Int(info) }
      let rest = tiles.count - k - 1
      _ = concurrentMap(count: rest) { place in
        let j = k + 1 + place
        clapack_dtrsm(
          BLAS.left, BLAS.upper, BLAS.transposed, BLAS.plain, tiles.size(k), tiles.size(j), 1,
          at(base, k, k, tiles), stride, at(base, k, j, tiles), stride)
      }
      _ = concurrentMap(count: rest) { place in
        // A column of tiles down to the diagonal, the longest first.
        let j = tiles.count - 1 - place
        let first = tiles.start(k + 1)
        clapack_dgemm(
          BLAS.transposed, BLAS.plain, BLAS.integer(tiles.end(j) - first), tiles.size(j),
          tiles.size(k), -1, at(base, k, k + 1, tiles), stride, at(base, k, j, tiles), stride, 1,
          at(base, k + 1, j, tiles), stride)
      }
    }
    return 0
  }
}

/// The upper triangle of (R′R)⁻¹ for the leading block of R of an order, into the leading block of a
/// matrix of the same size; below the diagonal it may come to hold anything.
///
/// - Parameters:
///   - r: R, without a zero on its diagonal.
///   - order: the order of the block.
///   - work: a matrix of the same size, for R⁻¹.
///   - inverse: where the inverse goes.
package func invertTiledCholesky(
  _ r: Matrix, order: Int, work: inout Matrix, to inverse: inout Matrix
) {
  precondition(order <= r.rowCount && work.rowCount == r.rowCount && inverse.rowCount == r.rowCount)
  if order == 0 { return }
  let tiles = Tiles(order, side: order < fewestTiledColumns ? order : tileSide, stride: r.rowCount)
  let stride = BLAS.integer(r.rowCount)
  r.elements.withUnsafeBufferPointer { r in
    work.elements.withUnsafeMutableBufferPointer { work in
      inverse.elements.withUnsafeMutableBufferPointer { inverse in
        nonisolated(unsafe) let (r, work, inverse) = (r, work, inverse)
        guard let triangle = r.baseAddress else { return }
        nonisolated(unsafe) let source = triangle
        _ = concurrentMap(count: tiles.count) { place in
          // R⁻¹ by columns of tiles, the longest first.
          let j = tiles.count - 1 - place
          for column in tiles.start(j)..<tiles.end(j) {
            for row in 0..<tiles.end(j) {
              work[column * tiles.stride + row] = row == column ? 1 : 0
            }
          }
          clapack_dtrsm(
            BLAS.left, BLAS.upper, BLAS.plain, BLAS.plain, BLAS.integer(tiles.end(j)),
            tiles.size(j), 1, source, stride, at(work, 0, j, tiles), stride)
        }
        _ = concurrentMap(count: tiles.count) { place in
          // Columns near the middle take longest.
          let j = middleOut(place, tiles.count)
          clapack_dgemm(
            BLAS.plain, BLAS.transposed, BLAS.integer(tiles.end(j)), tiles.size(j),
            BLAS.integer(order - tiles.start(j)), 1, at(work, 0, j, tiles), stride,
            at(work, j, j, tiles), stride, 0, at(inverse, 0, j, tiles), stride)
        }
      }
    }
  }
}

/// How an order is cut into tiles.
private struct Tiles: Sendable {
  let order: Int
  let side: Int
  let stride: Int

  init(_ order: Int, side: Int = tileSide, stride: Int? = nil) {
    self.order = order
    self.side = side
    self.stride = stride ?? order
  }

  var count: Int { (order + side - 1) / side }

  func start(_ tile: Int) -> Int { tile * side }

  func end(_ tile: Int) -> Int { min(order, (tile + 1) * side) }

  func size(_ tile: Int) -> CInt { BLAS.integer(end(tile) - start(tile)) }
}

/// The address of a tile.
private func at(
  _ base: UnsafeMutableBufferPointer<Double>, _ row: Int, _ column: Int, _ tiles: Tiles
) -> UnsafeMutablePointer<Double> {
  guard let address = base.baseAddress else { preconditionFailure("no matrix") }
  return address + tiles.start(column) * tiles.stride + tiles.start(row)
}

/// 0, 1, 2, … to the places of a list, those in its middle first.
private func middleOut(_ place: Int, _ count: Int) -> Int {
  let middle = count / 2
  let step = (place + 1) / 2
  let found = place % 2 == 0 ? middle - step : middle + step
  if found >= 0 && found < count { return found }
  return count - 1 - place
}
