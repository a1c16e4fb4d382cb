package matryoshka.benchmarks.hops;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.text.ParseException;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import matryoshka.resource.testing.PlayedIssuer;
import matryoshka.token.SigningAlgorithm;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Nimbus as its documentation configures it for access tokens (RFC 9068), with a token that embeds nothing. */
@SuppressWarnings("NullAway.Init") // JMH does
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class FlatTokenBenchmark {
    @Param({"ES256", "RS256"})
    SigningAlgorithm algorithm;

    @Param({"JDK", "ACCP"})
    Signatures signatures;

    private PlayedIssuer issuer;
    private DefaultJWTProcessor<SecurityContext> processor;
    private String token;

    @Setup
    public void prepare() throws MalformedURLException, ReflectiveOperationException {
        issuer = PlayedIssuer.start(Clock.systemUTC(), algorithm);
        JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                        issuer.uri().resolve("/oauth2/jwks").toURL())
                .build();
        processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.parse(algorithm.joseName()), keys));
        if (signatures == Signatures.ACCP) {
            DefaultJWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();
            verifiers.getJCAContext().setProvider(Signatures.nativeProvider());
            processor.setJWSVerifierFactory(verifiers);
        }
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                BinaryTree.FIRST,
                new JWTClaimsSet.Builder().issuer(issuer.uri().toString()).build(),
                Set.of("sub", "client_id", "iat", "exp", "jti", "scope")));
        token = issuer.mint(new BinaryTree(1).token());
    }

    @TearDown
    public void close() {
        issuer.close();
    }

    @Benchmark
    public JWTClaimsSet nimbus() throws ParseException, BadJOSEException, JOSEException {
        return processor.process(token, null);
    }
}
