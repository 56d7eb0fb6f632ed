/** A share from 0 to 1 as whole percents; `-` where there is none. */
export const formatShare = (share: number | undefined): string =>
  share === undefined ? "-" : `${Math.round(share * 100)} %`;
