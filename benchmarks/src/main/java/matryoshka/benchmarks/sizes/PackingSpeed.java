package matryoshka.benchmarks.sizes;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.zip.Deflater;
import matryoshka.benchmarks.Samples;
import matryoshka.benchmarks.World;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Scopes;
import matryoshka.graph.Service;
import matryoshka.graph.Sharing;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.Budget;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.service.planning.minting.EmbeddingFormat;
import matryoshka.service.planning.minting.Planner;
import matryoshka.service.planning.minting.PlanningBasis;
import matryoshka.token.EmbeddingForm;
import matryoshka.token.SignatureProvider;
import matryoshka.token.SigningAlgorithm;
import matryoshka.token.SigningKey;
import matryoshka.token.SizedToken;
import matryoshka.token.TemplateNode;
import matryoshka.token.TokenEncrypter;
import matryoshka.token.TokenSealer;
import matryoshka.token.TokenSigner;
import matryoshka.token.TreeSizes;
import matryoshka.token.TreeTemplate;
import matryoshka.token.deflate.Recipes;
import matryoshka.token.deflate.Text;

/**
 * Prints the costs of packing: minting in both forms, deflating with zlib at each level and with our own writer, and sizing a plan. In
 * microseconds of the thread's processor time, which other load on the machine affects least; medians.
 */
public final class PackingSpeed {
    private static final int ROUNDS = 150;
    private static final int WARMUP_ROUNDS = 80;
    private static final int TIMES = 200;

    private final SampleTrees samples = new SampleTrees();
    private final PrintStream out = System.out;

    private PackingSpeed() {}

    public static void main(String[] args) {
        PackingSpeed speed = new PackingSpeed();
        for (SigningAlgorithm algorithm : List.of(SigningAlgorithm.ES256, SigningAlgorithm.EdDSA)) {
            speed.minting(algorithm);
        }
        for (int children : new int[] {1, 2, 3, 8}) {
            speed.deflating(children);
        }
        speed.sizing();
        speed.planning();
    }

    private static TokenSealer sealer(SigningAlgorithm algorithm) {
        SecureRandom random = new SecureRandom();
        SigningKey key = SigningKey.generate(algorithm, random);
        return new TokenSealer(new TokenSigner(key, SignatureProvider.fastest(random)), new TokenEncrypter(random));
    }

    private void minting(SigningAlgorithm algorithm) {
        TokenSealer sealer = sealer(algorithm);
        TreeTemplate plain =
                new TreeTemplate(Samples.ISSUER, 1, samples.nodes(SampleTrees.four()), EmbeddingForm.PLAIN);
        TreeTemplate packed =
                new TreeTemplate(Samples.ISSUER, 1, samples.nodes(SampleTrees.four()), EmbeddingForm.PACKED);
        double[] micros = inTurn(i -> plain.mint(samples.values(), sealer), i -> packed.mint(samples.values(), sealer));
        out.printf(
                Locale.ROOT,
                "mint 4 tokens, %s: plain %.1f µs, packed %.1f µs; packed at %.2f of the rate of plain%n",
                algorithm,
                micros[0],
                micros[1],
                micros[0] / micros[1]);
    }

    private void deflating(int children) {
        List<PackedTexts.Packed> texts = PackedTexts.of(samples, SampleTrees.fan(children), TIMES);
        List<IntConsumer> ways = new ArrayList<>();
        List<String> names = new ArrayList<>();
        long[] bytes = new long[11];
        for (int level = 1; level <= 9; level++) {
            Deflater deflater = new Deflater(level, true);
            byte[] buffer = new byte[texts.get(0).bytes().length + 1_000];
            int way = level - 1;
            names.add("zlib " + level);
            ways.add(i -> bytes[way] += zlib(deflater, texts.get(i), buffer));
        }
        Recipes known = new Recipes();
        names.add("ours, again");
        ways.add(i -> bytes[9] += known.deflate(text(texts.get(i))).length);
        names.add("ours, new");
        ways.add(i -> bytes[10] += new Recipes().deflate(text(texts.get(i))).length);
        double[] micros = inTurn(ways.toArray(IntConsumer[]::new));
        for (int way = 0; way < micros.length; way++) {
            out.printf(
                    Locale.ROOT,
                    "deflate %d children, %s: %.1f bytes, %.1f µs%n",
                    children,
                    names.get(way),
                    (double) bytes[way] / (ROUNDS + WARMUP_ROUNDS) / TIMES,
                    micros[way]);
        }
    }

    private static int zlib(Deflater deflater, PackedTexts.Packed packed, byte[] buffer) {
        deflater.reset();
        deflater.setDictionary(packed.bytes(), 0, packed.start());
        deflater.setInput(packed.bytes(), packed.start(), packed.bytes().length - packed.start());
        deflater.finish();
        return deflater.deflate(buffer);
    }

    private static Text text(PackedTexts.Packed packed) {
        return new Text(packed.bytes(), packed.start(), packed.bytes().length, packed.random());
    }

    private void sizing() {
        TreeSizes sizes = new TreeSizes(
                Samples.ISSUER, 10, samples.values(), sealer(SigningAlgorithm.ES256), EmbeddingForm.PACKED);
        List<TemplateNode> nodes = samples.nodes(SampleTrees.fans(9, 6));
        double[] micros = inTurn(i -> {
            if (i % 20 == 0) {
                List<SizedToken> sized = new ArrayList<>();
                nodes.forEach(node -> sized.add(sizes.size(
                        node.content(), node.embeds().stream().map(sized::get).toList())));
            }
        });
        out.printf(Locale.ROOT, "size a plan of %d tokens: %.0f µs%n", nodes.size(), micros[0] * 20);
    }

    /** Resolving, fitting into a budget that 64 tokens fill, and sizing: a hub that calls 70 services. */
    private void planning() {
        Map<String, Service> services = new TreeMap<>(Map.of("hub", Service.of("hub", Map.of("hub:use", ""))));
        Map<String, Dependency> dependencies = new TreeMap<>();
        for (int callee = 0; callee < 70; callee++) {
            String name = "callee" + callee;
            services.put(name, Service.of(name, Map.of(name + ":use", "")));
            dependencies.put(
                    name,
                    new Dependency(
                            name,
                            "hub",
                            name,
                            Scopes.NONE,
                            Scopes.of(name + ":use"),
                            Sharing.EMBED,
                            null,
                            null,
                            false,
                            ClaimRules.NONE));
        }
        World world = World.of(new GraphDocument(Sorted.map(services), Sorted.map(dependencies)), List.of("hub:use"));
        Budget budget = new Budget(16, 64, 15_000, Budget.Overflow.EXCHANGE);
        Planner planner = new Planner(Samples.ISSUER, budget, EmbeddingFormat.DEFAULT, true, 8);
        PlanRequest request = PlanRequest.all(World.CLIENT, Scopes.of("hub:use"));
        int[] tokens = new int[1];
        double[] micros = inTurn(i -> {
            if (i % 20 == 0) {
                tokens[0] = ((Planned<TokenPlan>)
                                planner.plan(PlanningBasis.of(world.snapshot()), world.client(), request))
                        .value()
                        .tokens();
            }
        });
        out.printf(Locale.ROOT, "plan %d tokens of 71: %.0f µs; bound 5000 µs%n", tokens[0], micros[0] * 20);
    }

    /** Runs each variant a number of times, then each again, and returns the median of each. */
    private static double[] inTurn(IntConsumer... ways) {
        double[][] micros = new double[ways.length][ROUNDS];
        for (int round = -WARMUP_ROUNDS; round < ROUNDS; round++) {
            for (int way = 0; way < ways.length; way++) {
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                for (int i = 0; i < TIMES; i++) {
                    ways[way].accept(i);
                }
                if (round >= 0) {
                    micros[way][round] =
                            (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e3 / TIMES;
                }
            }
        }
        return Arrays.stream(micros)
                .mapToDouble(times -> Arrays.stream(times).sorted().toArray()[ROUNDS / 2])
                .toArray();
    }
}
