package matryoshka.service.trust;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import matryoshka.graph.UriNormalForm;
import matryoshka.graph.Violation;

/**
 * What somebody wants to be registered of an issuer, as far as it was readable.
 *
 * @param name what the issuer is to be called
 * @param terms the whole of them when there are no violations
 * @param violations everything that is wrong with it by itself
 */
record TrustRegistration(String name, TrustTerms terms, List<Violation> violations) {

    TrustRegistration {
        violations = List.copyOf(violations);
    }

    /** Everything that is wrong with it beside these other issuers. */
    List<Violation> violations(Collection<TrustedIssuer> others) {
        List<Violation> all = new ArrayList<>(violations);
        for (TrustedIssuer other : others) {
            if (UriNormalForm.same(other.terms().issuer(), terms.issuer())) {
                all.add(new Violation(
                        "/issuer", "issuer-unique", "This issuer is registered as \"" + other.name() + "\"."));
            }
            if (other.terms().subjectPrefix().equals(terms.subjectPrefix())) {
                all.add(new Violation(
                        "/subject_prefix",
                        "subject-prefix-unique",
                        "Subjects of \"" + other.name()
                                + "\" have this prefix; users of two issuers are never the same."));
            }
        }
        return all;
    }
}
