package dev.balancehistory.localexchange.venue;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;

/** The curve P-256: finds the public key of a private number, which the JDK does not. */
final class P256 {

    static final ECParameterSpec CURVE = curve();

    private static final BigInteger PRIME = ((ECFieldFp) CURVE.getCurve().getField()).getP();

    private P256() {}

    static PublicKey publicKey(BigInteger number) {
        try {
            return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point(number), CURVE));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has P-256", e);
        }
    }

    /** Returns the generator taken so many times, by doubling and adding. */
    static ECPoint point(BigInteger times) {
        ECPoint sum = ECPoint.POINT_INFINITY;
        for (int bit = times.bitLength() - 1; bit >= 0; bit--) {
            sum = sum(sum, sum);
            if (times.testBit(bit)) {
                sum = sum(sum, CURVE.getGenerator());
            }
        }
        return sum;
    }

    private static ECPoint sum(ECPoint a, ECPoint b) {
        if (a.equals(ECPoint.POINT_INFINITY)) {
            return b;
        }
        BigInteger slope = a.equals(b)
                ? quotient(
                        a.getAffineX()
                                .pow(2)
                                .multiply(BigInteger.valueOf(3))
                                .add(CURVE.getCurve().getA()),
                        a.getAffineY().add(a.getAffineY()))
                : quotient(
                        b.getAffineY().subtract(a.getAffineY()), b.getAffineX().subtract(a.getAffineX()));
        BigInteger x =
                slope.pow(2).subtract(a.getAffineX()).subtract(b.getAffineX()).mod(PRIME);
        BigInteger y = slope.multiply(a.getAffineX().subtract(x))
                .subtract(a.getAffineY())
                .mod(PRIME);
        return new ECPoint(x, y);
    }

    private static BigInteger quotient(BigInteger dividend, BigInteger divisor) {
        return dividend.multiply(divisor.modInverse(PRIME)).mod(PRIME);
    }

    private static ECParameterSpec curve() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has P-256", e);
        }
    }
}
