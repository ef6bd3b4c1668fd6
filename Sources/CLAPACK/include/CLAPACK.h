#ifndef CONCORD_CLAPACK_H
#define CONCORD_CLAPACK_H

// BLAS and LAPACK by their Fortran symbols, behind inline functions that take scalars by value.
//
// Every function here is named clapack_ and the routine's own name, takes the routine's arguments
// in its order (matrices column by column, with their leading dimension), and returns `info` where
// the routine has one. A Fortran compiler gives each character argument a hidden length after the
// visible arguments; libraries written in C do without, and Apple's prototypes hide it. We declare
// and pass the lengths except on Apple systems: a callee that does not expect them ignores them
// under the calling conventions of every platform Swift supports.

#include <stddef.h>

#include "ColumnKernels.h"
#include "DoubleDoubleKernels.h"
#include "ElementaryKernels.h"

#if defined(__APPLE__)

#ifndef ACCELERATE_NEW_LAPACK
#define ACCELERATE_NEW_LAPACK 1
#endif
#include <Accelerate/Accelerate.h>

#define CLAPACK_LENGTH
#define CLAPACK_ONE

static inline void clapack_use_one_thread(void) {
  BLASSetThreading(BLAS_THREADING_SINGLE_THREADED);
}

#else

#define CLAPACK_LENGTH , size_t
#define CLAPACK_ONE , (size_t)1

void openblas_set_num_threads(int threads);

static inline void clapack_use_one_thread(void) { openblas_set_num_threads(1); }

// Level 1 and 2
double ddot_(const int *n, const double *x, const int *incx, const double *y, const int *incy);
void dgemv_(const char *trans, const int *m, const int *n, const double *alpha, const double *a,
            const int *lda, const double *x, const int *incx, const double *beta, double *y,
            const int *incy CLAPACK_LENGTH);
void dtrsv_(const char *uplo, const char *trans, const char *diag, const int *n, const double *a,
            const int *lda, double *x, const int *incx CLAPACK_LENGTH CLAPACK_LENGTH
                CLAPACK_LENGTH);

// Level 3
void dgemm_(const char *transa, const char *transb, const int *m, const int *n, const int *k,
            const double *alpha, const double *a, const int *lda, const double *b, const int *ldb,
            const double *beta, double *c, const int *ldc CLAPACK_LENGTH CLAPACK_LENGTH);
void dsyrk_(const char *uplo, const char *trans, const int *n, const int *k, const double *alpha,
            const double *a, const int *lda, const double *beta, double *c,
            const int *ldc CLAPACK_LENGTH CLAPACK_LENGTH);
void dtrsm_(const char *side, const char *uplo, const char *trans, const char *diag, const int *m,
            const int *n, const double *alpha, const double *a, const int *lda, double *b,
            const int *ldb CLAPACK_LENGTH CLAPACK_LENGTH CLAPACK_LENGTH CLAPACK_LENGTH);
void dtrmm_(const char *side, const char *uplo, const char *trans, const char *diag, const int *m,
            const int *n, const double *alpha, const double *a, const int *lda, double *b,
            const int *ldb CLAPACK_LENGTH CLAPACK_LENGTH CLAPACK_LENGTH CLAPACK_LENGTH);

// Cholesky and triangles
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info CLAPACK_LENGTH);
void dpotrs_(const char *uplo, const int *n, const int *nrhs, const double *a, const int *lda,
             double *b, const int *ldb, int *info CLAPACK_LENGTH);
void dpotri_(const char *uplo, const int *n, double *a, const int *lda, int *info CLAPACK_LENGTH);
void dpocon_(const char *uplo, const int *n, const double *a, const int *lda, const double *anorm,
             double *rcond, double *work, int *iwork, int *info CLAPACK_LENGTH);
void dtrtri_(const char *uplo, const char *diag, const int *n, double *a, const int *lda,
             int *info CLAPACK_LENGTH CLAPACK_LENGTH);
void dlauum_(const char *uplo, const int *n, double *a, const int *lda, int *info CLAPACK_LENGTH);

// Orthogonal factorizations
void dgeqrf_(const int *m, const int *n, double *a, const int *lda, double *tau, double *work,
             const int *lwork, int *info);
void dgeqp3_(const int *m, const int *n, double *a, const int *lda, int *jpvt, double *tau,
             double *work, const int *lwork, int *info);
void dorgqr_(const int *m, const int *n, const int *k, double *a, const int *lda,
             const double *tau, double *work, const int *lwork, int *info);
void dormqr_(const char *side, const char *trans, const int *m, const int *n, const int *k,
             const double *a, const int *lda, const double *tau, double *c, const int *ldc,
             double *work, const int *lwork, int *info CLAPACK_LENGTH CLAPACK_LENGTH);
void dtpqrt_(const int *m, const int *n, const int *l, const int *nb, double *a, const int *lda,
             double *b, const int *ldb, double *t, const int *ldt, double *work, int *info);

// Eigenvalues
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda,
             double *w, double *work, const int *lwork, int *iwork, const int *liwork,
             int *info CLAPACK_LENGTH CLAPACK_LENGTH);

#endif

static inline double clapack_ddot(int n, const double *x, int incx, const double *y, int incy) {
  return ddot_(&n, x, &incx, y, &incy);
}

static inline void clapack_dgemv(char trans, int m, int n, double alpha, const double *a, int lda,
                                 const double *x, int incx, double beta, double *y, int incy) {
  dgemv_(&trans, &m, &n, &alpha, a, &lda, x, &incx, &beta, y, &incy CLAPACK_ONE);
}

static inline void clapack_dtrsv(char uplo, char trans, char diag, int n, const double *a, int lda,
                                 double *x, int incx) {
  dtrsv_(&uplo, &trans, &diag, &n, a, &lda, x, &incx CLAPACK_ONE CLAPACK_ONE CLAPACK_ONE);
}

static inline void clapack_dgemm(char transa, char transb, int m, int n, int k, double alpha,
                                 const double *a, int lda, const double *b, int ldb, double beta,
                                 double *c, int ldc) {
  dgemm_(&transa, &transb, &m, &n, &k, &alpha, a, &lda, b, &ldb, &beta, c,
         &ldc CLAPACK_ONE CLAPACK_ONE);
}

static inline void clapack_dsyrk(char uplo, char trans, int n, int k, double alpha,
                                 const double *a, int lda, double beta, double *c, int ldc) {
  dsyrk_(&uplo, &trans, &n, &k, &alpha, a, &lda, &beta, c, &ldc CLAPACK_ONE CLAPACK_ONE);
}

static inline void clapack_dtrsm(char side, char uplo, char trans, char diag, int m, int n,
                                 double alpha, const double *a, int lda, double *b, int ldb) {
  dtrsm_(&side, &uplo, &trans, &diag, &m, &n, &alpha, a, &lda, b,
         &ldb CLAPACK_ONE CLAPACK_ONE CLAPACK_ONE CLAPACK_ONE);
}

static inline void clapack_dtrmm(char side, char uplo, char trans, char diag, int m, int n,
                                 double alpha, const double *a, int lda, double *b, int ldb) {
  dtrmm_(&side, &uplo, &trans, &diag, &m, &n, &alpha, a, &lda, b,
         &ldb CLAPACK_ONE CLAPACK_ONE CLAPACK_ONE CLAPACK_ONE);
}

static inline int clapack_dpotrf(char uplo, int n, double *a, int lda) {
  int info = 0;
  dpotrf_(&uplo, &n, a, &lda, &info CLAPACK_ONE);
  return info;
}

static inline int clapack_dpotrs(char uplo, int n, int nrhs, const double *a, int lda, double *b,
                                 int ldb) {
  int info = 0;
  dpotrs_(&uplo, &n, &nrhs, a, &lda, b, &ldb, &info CLAPACK_ONE);
  return info;
}

static inline int clapack_dpotri(char uplo, int n, double *a, int lda) {
  int info = 0;
  dpotri_(&uplo, &n, a, &lda, &info CLAPACK_ONE);
  return info;
}

static inline int clapack_dpocon(char uplo, int n, const double *a, int lda, double anorm,
                                 double *rcond, double *work, int *iwork) {
  int info = 0;
  dpocon_(&uplo, &n, a, &lda, &anorm, rcond, work, iwork, &info CLAPACK_ONE);
  return info;
}

static inline int clapack_dtrtri(char uplo, char diag, int n, double *a, int lda) {
  int info = 0;
  dtrtri_(&uplo, &diag, &n, a, &lda, &info CLAPACK_ONE CLAPACK_ONE);
  return info;
}

static inline int clapack_dlauum(char uplo, int n, double *a, int lda) {
  int info = 0;
  dlauum_(&uplo, &n, a, &lda, &info CLAPACK_ONE);
  return info;
}

static inline int clapack_dgeqrf(int m, int n, double *a, int lda, double *tau, double *work,
                                 int lwork) {
  int info = 0;
  dgeqrf_(&m, &n, a, &lda, tau, work, &lwork, &info);
  return info;
}

static inline int clapack_dgeqp3(int m, int n, double *a, int lda, int *jpvt, double *tau,
                                 double *work, int lwork) {
  int info = 0;
  dgeqp3_(&m, &n, a, &lda, jpvt, tau, work, &lwork, &info);
  return info;
}

static inline int clapack_dorgqr(int m, int n, int k, double *a, int lda, const double *tau,
                                 double *work, int lwork) {
  int info = 0;
  dorgqr_(&m, &n, &k, a, &lda, tau, work, &lwork, &info);
  return info;
}

static inline int clapack_dormqr(char side, char trans, int m, int n, int k, const double *a,
                                 int lda, const double *tau, double *c, int ldc, double *work,
                                 int lwork) {
  int info = 0;
  dormqr_(&side, &trans, &m, &n, &k, a, &lda, tau, c, &ldc, work, &lwork,
          &info CLAPACK_ONE CLAPACK_ONE);
  return info;
}

static inline int clapack_dtpqrt(int m, int n, int l, int nb, double *a, int lda, double *b,
                                 int ldb, double *t, int ldt, double *work) {
  int info = 0;
  dtpqrt_(&m, &n, &l, &nb, a, &lda, b, &ldb, t, &ldt, work, &info);
  return info;
}

static inline int clapack_dsyevd(char jobz, char uplo, int n, double *a, int lda, double *w,
                                 double *work, int lwork, int *iwork, int liwork) {
  int info = 0;
  dsyevd_(&jobz, &uplo, &n, a, &lda, w, work, &lwork, iwork, &liwork,
          &info CLAPACK_ONE CLAPACK_ONE);
  return info;
}

#endif
