package finality.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import finality.money.Money;
import finality.rail.Party;
import finality.rail.WrongSetting;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** The built-in rules as they are written into the configuration. */
class RulesTest {
  private static final Party ALICE = new Party("Alice", "alice-eur", null, null);

  private static Screening rules(String yaml) throws Exception {
    var environment = new StandardEnvironment();
    for (var source : new YamlPropertySourceLoader().load("test", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))) environment.getPropertySources().addFirst(source);
    return Screening.configured(environment);
  }

  private static String verdict(Screening rules, Party debtor, Party creditor, String amount, String currency) {
    return switch (rules.screen(new Payment(1, debtor, creditor, Money.of(amount, currency), Instant.EPOCH))) {
      case Verdict.Clear _ -> "clear";
      case Verdict.Blocked b -> b.code() + " " + b.about();
      case Verdict.NeedsApproval n -> n.code();
    };
  }

  private static String paying(Screening rules, Party creditor) { return verdict(rules, ALICE, creditor, "1", "EUR"); }

  private static final String EVIL = """
      finality.screening.blocked:
        names: [Évil Corp., "Doe, John"]
        accounts: [DE89 3704 0044 0532 0130 00]
        banks: [BADBDEFF, WORSFRPPXXX, SANDDEFFXXX]
        countries: [KP, ir]
      """;

  @Test void nothingConfiguredIsNothingToAsk() throws Exception { assertThat(rules("finality.x: y")).isSameAs(Screening.NONE); }

  @Test void partiesAreBlockedHoweverTheyAreWritten() throws Exception {
    var rules = rules(EVIL);
    assertThat(paying(rules, new Party("EVIL-CORP", "X1", null, null))).isEqualTo("blocked_party CREDITOR");
    assertThat(paying(rules, new Party("doe john", "X1", null, null))).isEqualTo("blocked_party CREDITOR");
    assertThat(paying(rules, new Party("Bob", "de89370400440532013000", null, null))).isEqualTo("blocked_party CREDITOR");
    assertThat(paying(rules, new Party("Bob", "X1", "badbdeff500", null))).isEqualTo("blocked_party CREDITOR");
    assertThat(paying(rules, new Party("Bob", "X1", "WORSFRPP", null))).isEqualTo("blocked_party CREDITOR");
    assertThat(paying(rules, new Party("Bob", "X1", "SANDDEFFXXX", null))).isEqualTo("blocked_party CREDITOR");
    assertThat(paying(rules, new Party("Bob", "X1", null, "IR"))).isEqualTo("blocked_party CREDITOR");
    assertThat(verdict(rules, new Party("evil corp", "e", null, null), ALICE, "1", "EUR")).isEqualTo("blocked_party DEBTOR");
    assertThat(paying(rules, new Party("Evil Corp Holding", "X1", "GOODDEFF", "DE"))).isEqualTo("clear");
    assertThat(paying(rules, new Party(null, "X1", null, null))).isEqualTo("clear");
  }

  @Test void aCountryIsAlsoThatOfTheIbanAndOfTheBank() throws Exception {
    var rules = rules(EVIL);
    assertThat(paying(rules, new Party("Bob", "IR58 0540 1051 8002 1273 1130 07", null, "DE"))).isEqualTo("blocked_party CREDITOR");
    assertThat(paying(rules, new Party("Bob", "X1", "MELIIRTH", "DE"))).isEqualTo("blocked_party CREDITOR");
    assertThat(paying(rules, new Party("Bob", "IRENE-1", "MELIDETH", "DE"))).isEqualTo("clear");
  }

  @Test void aLimitOfThePartyStandsInPlaceOfTheOneForAll() throws Exception {
    var rules = rules("""
        finality.screening.limits:
          - {currency: EUR, per_payment: 100, per_day: 150.50, approval_above: 50}
          - {party: "ÁLICE ", currency: EUR, per_day: 1000.00}
          - {currency: JPY, approvalAbove: 5000}
        """);
    var bob = new Party("Bob", "b", null, null);
    assertThat(verdict(rules, bob, ALICE, "100.01", "EUR")).isEqualTo("limit_exceeded AMOUNT");
    assertThat(verdict(rules, bob, ALICE, "100", "EUR")).isEqualTo("needs_approval");
    assertThat(verdict(rules, bob, ALICE, "50", "EUR")).isEqualTo("clear");
    assertThat(verdict(rules, ALICE, bob, "1000.00", "EUR")).isEqualTo("clear");
    assertThat(verdict(rules, ALICE, bob, "1000.01", "EUR")).as("more than a whole day's limit").isEqualTo("limit_exceeded AMOUNT");
    assertThat(verdict(rules, ALICE, bob, "5001", "JPY")).isEqualTo("needs_approval");
    assertThat(verdict(rules, ALICE, bob, "9999999", "USD")).isEqualTo("clear");
    assertThat(rules.perDay(new Payment(1, bob, ALICE, Money.of("1", "EUR"), Instant.EPOCH))).contains(Money.of("150.50", "EUR"));
    assertThat(rules.perDay(new Payment(1, bob, ALICE, Money.of("1", "JPY"), Instant.EPOCH))).isEmpty();
  }

  @Test void blockedWeighsMoreThanALimitAndALimitMoreThanApproval() throws Exception {
    var rules = rules(EVIL + "finality.screening.limits: [{currency: EUR, per_payment: 10, approval_above: 5}]\n");
    assertThat(verdict(rules, ALICE, new Party("Evil Corp", "x", null, null), "11", "EUR")).startsWith("blocked_party");
    assertThat(verdict(rules, ALICE, new Party("Bob", "x", null, null), "11", "EUR")).startsWith("limit_exceeded");
  }

  @Test void aRuleThatCannotBeUnderstoodStopsTheStart() {
    var wrong = Map.ofEntries(
        Map.entry("finality.screening.blocked.name: [X]", "finality.screening.blocked.name is not a setting, expected one of names, accounts, banks, countries."),
        Map.entry("finality.screening.limit: [{currency: EUR}]", "finality.screening.limit is not a setting, expected one of blocked, limits."),
        Map.entry("finality.screening.blocked.names: [Evil, '-']", "finality.screening.blocked.names[1] is \"-\", expected letters or digits."),
        Map.entry("finality.screening.blocked.countries: [KP, NO]", "finality.screening.blocked.countries[1] is \"false\", expected an ISO 3166-1 code of two letters such as KP; quote NO, which YAML reads as false."),
        Map.entry("finality.screening.limits: [{currency: EURO, per_day: 1}]", "finality.screening.limits[0].currency is \"EURO\", expected the code of a known currency such as EUR."),
        Map.entry("finality.screening.limits: [{currency: EUR, per_day: 1.005}]", "finality.screening.limits[0].per_day is \"1.005\", expected an amount of EUR above zero, with at most 2 decimals, such as 1000.00."),
        Map.entry("finality.screening.limits: [{currency: EUR, per_day: -1}]", "finality.screening.limits[0].per_day is \"-1\", expected an amount of EUR above zero, with at most 2 decimals, such as 1000.00."),
        Map.entry("finality.screening.limits: [{currency: EUR}]", "finality.screening.limits[0].per_payment is not set, expected an amount, here or in per_day or approval_above."),
        Map.entry("finality.screening.limits: [{currency: EUR, per_week: 1}]", "finality.screening.limits[0].per_week is not a setting, expected one of approval_above, currency, party, per_day, per_payment."),
        Map.entry("finality.screening.limits: [{currency: EUR, per_day: 1, party: a}, {currency: EUR, per_day: 2, party: Á}]", "finality.screening.limits[1].currency is \"EUR\", expected one that no other limit of this party has."),
        Map.entry("finality.screening.limits: [{currency: EUR, per_day: 1, party: '--'}]", "finality.screening.limits[0].party is \"--\", expected a name with letters or digits, or none for every party."));
    wrong.forEach((yaml, says) -> assertThatThrownBy(() -> rules(yaml)).as(yaml).isInstanceOf(WrongSetting.class).hasMessage(says));
  }

  @Test void listsComeFromTheEnvironmentToo() {
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of("finality.screening.blocked.countries", "KP,IR")));
    assertThat(paying(Screening.configured(environment), new Party("Bob", "X1", null, "IR"))).isEqualTo("blocked_party CREDITOR");
  }

  @Test void theExampleInTheConfigurationIsUnderstood() throws Exception {
    var yaml = new String(RulesTest.class.getResourceAsStream("/application.yaml").readAllBytes(), StandardCharsets.UTF_8);
    var example = yaml.lines().dropWhile(line -> !line.startsWith("  # screening:")).takeWhile(line -> line.startsWith("  #"))
        .map(line -> "  " + line.substring(4)).collect(Collectors.joining("\n", "finality:\n", "\n"));
    var rules = rules(example);
    assertThat(paying(rules, new Party("evil corp", "X1", null, null))).isEqualTo("blocked_party CREDITOR");
    assertThat(paying(rules, new Party("Bob", "X1", null, "NO"))).isEqualTo("blocked_party CREDITOR");
    assertThat(verdict(rules, ALICE, new Party("Bob", "X1", null, "DE"), "60000", "EUR")).isEqualTo("needs_approval");
    assertThat(verdict(rules, new Party("Acme GmbH", "a", null, null), new Party("Bob", "X1", null, "DE"), "600000", "EUR")).isEqualTo("clear");
  }
}
