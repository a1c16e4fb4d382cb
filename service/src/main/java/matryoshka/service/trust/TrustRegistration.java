package matryoshka.service.trust;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import matryoshka.graph.UriNormalForm;
import matryoshka.graph.Violation;

/**
 * A requested registration of an issuer, as far as it could be read.
 *
 * @param name the issuer's name here
 * @param terms complete if there are no violations
 * @param violations everything that is wrong with the registration in itself
 */
record TrustRegistration(String name, TrustTerms terms, List<Violation> violations) {

    TrustRegistration {
        violations = List.copyOf(violations);
    }

    /** Returns all violations, given these other issuers. */
    List<Violation> violations(Collection<TrustedIssuer> others) {
        List<Violation> all = new ArrayList<>(violations);
        for (TrustedIssuer other : others) {
            if (UriNormalForm.same(other.terms().issuer(), terms.issuer())) {
                all.add(new Violation(
                        "/issuer", "issuer-unique", "This issuer is already registered as \"" + other.name() + "\"."));
            }
            if (other.terms().subjectPrefix().equals(terms.subjectPrefix())) {
                all.add(new Violation(
                        "/subject_prefix",
                        "subject-prefix-unique",
                        "Subjects of \"" + other.name() + "\" have this prefix; two issuers cannot share one."));
            }
        }
        return all;
    }
}
