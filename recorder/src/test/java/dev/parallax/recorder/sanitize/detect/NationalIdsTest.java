package dev.parallax.recorder.sanitize.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers are those by which their issuers show the form, or made up by its rules. */
class NationalIdsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          US SSN                              | 078-05-1120
          US SSN                              | 078 05 1120
          US SSN                              | 912-70-1234
          GB NINO                             | AB123456C
          GB NINO                             | AB 12 34 56 C
          FR NIR                              | 1 84 12 76 451 089 46
          FR NIR                              | 184127645108946
          FR NIR of Corsica                   | 1 84 12 2A 451 089 33
          DE tax id                           | 86 095 742 719
          DE pension number                   | 15070649C103
          DE pension number                   | 15 070649 C 103
          ES DNI                              | 12345678Z
          ES DNI                              | 12345678-z
          ES NIE                              | X1234567L
          IT codice fiscale                   | RSSMRA85T10A562S
          IT codice fiscale                   | rssmra85t10a562s
          NL BSN                              | 1112.22.333
          SE personnummer                     | 811228-9874
          SE personnummer                     | 121212+1212
          SE personnummer in full             | 19811228-9874
          DK CPR                              | 211062-5629
          FI hetu                             | 131052-308T
          FI hetu of this century             | 131052A308T
          BE national number                  | 85.07.30-033.28
          BE national number of this century  | 17.07.30-033.84
          BR CPF                              | 111.444.777-35
          BR CNPJ                             | 11.222.333/0001-81
          IN Aadhaar                          | 9999 4105 7058
          IN PAN                              | ABCPE1234F
          CA SIN                              | 046 454 286
          CA SIN                              | 046-454-286
          AU Medicare                         | 2123 45670 1
          CH AHV                              | 756.9217.0769.85
          CH AHV                              | 7569217076985
          AT social insurance                 | 1237 010180
          NO birth number                     | 210799 10187
          IE PPS                              | 1234567T
          IE PPS since 2013                   | 1234567FA
          CZ birth number of women            | 736028/5163
          SG NRIC                             | S1234567D
          KR resident number                  | 900101-1234568
          CN resident id                      | 11010519491231002X
          CN resident id                      | 440524198801010011
          MX CURP                             | HEGG560427MVZRRL04
          """)
  void knowsTheForm(String form, String number) {
    assertThat(NationalIds.form(number)).asString().isEqualTo(form);
    String text = "No. " + number + ", checked";
    assertThat(Finder.find(text))
        .containsExactly(new Find(4, 4 + number.length(), Kind.NATIONAL_ID));
    assertThat(Shapes.of(number)).isEqualTo(Kind.NATIONAL_ID);
  }

  /** A wrong check digit, a day that is none, or bare digits that could be any. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "666-05-1120",
        "078-00-1120",
        "078051120",
        "GB123456C",
        "ab123456c",
        "AB123456E",
        "184127645108947",
        "184137645108946",
        "86 095 742 718",
        "86095742719",
        "15070649C104",
        "15400649C103",
        "12345678A",
        "X1234567M",
        "RSSMRA85T10A562T",
        "RSSMRA85T40A562S",
        "1112.22.334",
        "111222333",
        "811228-9875",
        "131052-308U",
        "85.07.30-033.29",
        "111.444.777-36",
        "11144477735",
        "11.222.333/0001-82",
        "9999 4105 7059",
        "ABCDE1234F",
        "046 454 287",
        "2123 45671 1",
        "7569217076986",
        "1234 010180",
        "1234567U",
        "S1234567E",
        "900101-1234567",
        "110105194912310021",
        "HEGG560427MVZRRL05",
        "x078-05-1120",
        "078-05-11201"
      })
  void leavesWhatIsNone(String number) {
    assertThat(Finder.find(number)).noneMatch(find -> find.kind() == Kind.NATIONAL_ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
        "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
        "D231458907UTO7408122F1204159<<<<<<<6",
        "I<UTOD231458907<<<<<<<<<<<<<<<",
        "7408122F1204159UTO<<<<<<<<<<<6",
        "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"
      })
  void knowsLinesOfPassports(String line) {
    assertThat(Finder.find("mrz: " + line))
        .containsExactly(new Find(5, 5 + line.length(), Kind.NATIONAL_ID));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "L898902C37UTO7408122F1204159ZE184226B<<<<<10",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "1<<2<<3<<4<<5<<6<<7<<8<<9<<0<<"
      })
  void leavesOtherLines(String line) {
    assertThat(Finder.find(line)).noneMatch(find -> find.kind() == Kind.NATIONAL_ID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", ""})
  void findsBothLines(String between) {
    String first = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
    String second = "L898902C36UTO7408122F1204159ZE184226B<<<<<10";
    assertThat(Finder.find(first + between + second)).hasSize(2);
  }
}
