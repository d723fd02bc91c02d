package dev.roadrig.scenarios.drive.align;

import java.util.Arrays;

/** A small linear least-squares fit, gathered row by row, with the covariance that groups of dependent rows leave. */
final class LeastSquares {
    private final int unknowns;
    private final double[][] normal;
    private final double[] right;

    LeastSquares(int unknowns) {
        this.unknowns = unknowns;
        this.normal = new double[unknowns][unknowns];
        this.right = new double[unknowns];
    }

    void add(double[] row, double value) {
        for (int i = 0; i < unknowns; i++) {
            right[i] += row[i] * value;
            for (int j = 0; j < unknowns; j++) {
                normal[i][j] += row[i] * row[j];
            }
        }
    }

    /** The inverse of the normal equations, by Gauss and Jordan with pivots; filled with infinity where there is none. */
    double[][] inverse() {
        double[][] a = new double[unknowns][];
        for (int i = 0; i < unknowns; i++) {
            a[i] = Arrays.copyOf(normal[i], 2 * unknowns);
            a[i][unknowns + i] = 1;
        }
        for (int k = 0; k < unknowns; k++) {
            int pivot = k;
            for (int i = k + 1; i < unknowns; i++) {
                pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
            }
            double[] swapped = a[k];
            a[k] = a[pivot];
            a[pivot] = swapped;
            double divisor = a[k][k];
            for (int j = 0; j < 2 * unknowns; j++) {
                a[k][j] /= divisor;
            }
            for (int i = 0; i < unknowns; i++) {
                double factor = i == k ? 0 : a[i][k];
                for (int j = 0; factor != 0 && j < 2 * unknowns; j++) {
                    a[i][j] -= factor * a[k][j];
                }
            }
        }
        double[][] inverse = new double[unknowns][];
        for (int i = 0; i < unknowns; i++) {
            inverse[i] = Arrays.copyOfRange(a[i], unknowns, 2 * unknowns);
        }
        return inverse;
    }

    /** The solution by an inverse of {@link #inverse()}. */
    double[] solution(double[][] inverse) {
        return times(inverse, right);
    }

    static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            for (int j = 0; j < vector.length; j++) {
                product[i] += matrix[i][j] * vector[j];
            }
        }
        return product;
    }
}
